#pragma once

#include "migrate/revision/orders.h"
#include "migrate/runner/run.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace migrate::commands::verify {

/// A migration with both its ways.
struct Migration {
  runner::RunStep up;
  std::optional<runner::RunStep> down;
};

using Migrations = std::map<revision::RevisionId, Migration, std::less<>>;

/// Migrations to apply one after the other, some of which are looked at while that is done.
struct Job {
  std::vector<const Migration*> steps;
  std::vector<bool> is_checked;
  bool is_usual = true;  ///< the order of a plain upgrade
};

/// The orders, each cut into about `pieces` jobs of the same work: the later ones replay what is
/// before theirs. Only what is selected is looked at.
std::vector<Job> jobs_of(const std::vector<revision::Order>& orders,
                         const Migrations& migrations,
                         const std::function<bool(const revision::RevisionId&)>& is_selected,
                         std::size_t pieces);

}  // namespace migrate::commands::verify
