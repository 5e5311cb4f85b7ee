#pragma once

#include "migrate/revision/plan.h"

#include <span>

namespace migrate::revision {

class Graph;

/// Version rows may name the last one of the revisions that another one replaces. Plans are made
/// with the revisions that have files; these functions give a plan the rows that are really there.

/// Of an upgrade: such rows are first made those of the revisions that replace them.
void record_replacements(const Graph& graph, std::span<const RevisionId> rows, Plan& plan);

/// Of a downgrade: such a row stays until its revision is undone.
Plan with_replaced_rows(const Graph& graph, std::span<const RevisionId> rows, Plan plan);

}  // namespace migrate::revision
