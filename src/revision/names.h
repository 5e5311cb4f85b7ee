#pragma once

#include "migrate/base/error.h"
#include "migrate/revision/revision.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace migrate::revision {

class Graph;

/// "a, b and c"; from the eleventh on only their number.
std::string listed(std::span<const std::string> names);

/// The id or label that was probably meant: near by spelling, or it begins nearly so.
std::optional<std::string> suggestion(const Graph& graph, std::string_view text);

/// Error(not_found) for a word that names nothing, with what was probably meant.
Error unknown_revision(const Graph& graph, std::string_view text);

/// Where a revision's header stands.
Place place_of(const Revision& revision);

/// `aaaa` or, where it came from a file, `aaaa (versions/a.sql:1)`.
std::string with_file(const Revision& revision);

}  // namespace migrate::revision
