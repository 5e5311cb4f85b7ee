#pragma once

#include "migrate/revision/revision_map.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

/// What a user writes where a revision is wanted: `[branch@]symbol[+N|-N]`.
struct Target {
  std::string text;                   ///< as written
  std::optional<std::string> branch;  ///< before the first `@`
  std::string symbol;                 ///< may be empty where there is a step count
  std::optional<int> steps;           ///< `+N` or `-N`
};

/// Never fails: a step count is recognised after an empty symbol or one of letters, digits and
/// `_`; in any other text the symbol keeps its `+` and `-` and will not be found. A count too
/// large for an int is the largest int.
Target parse_target(std::string_view text);

/// Whether it counts from the version rows that are there: `+N`, `-N`, `LABEL@+N`. After some of
/// its steps it means something else than before.
bool counts_from_rows(std::string_view target);

/// `A:B`, each end a target or empty.
struct Range {
  std::string lower;
  std::string upper;
};

/// Nothing where there is no colon, or more than one.
std::optional<Range> parse_range(std::string_view text);

/// What a target without a direction (of show, edit, stamp, revision) means.
struct Resolved {
  std::vector<RevisionId> revisions;  ///< empty: `base`
  std::optional<std::string> branch;  ///< the branch part, remembered by `B@base`
  bool below_base = false;            ///< `-N` walked just below a base
};

/// Resolves `head`, `heads`, `base`, ids, labels, unambiguous prefixes, these in a branch, and
/// `[LABEL@]-N` (each real head, of that label, walked down N).
/// Throws Error, with a suggestion where one is near:
/// - not_found: no id, label or prefix (`S+N` has no meaning here either);
/// - ambiguous_prefix: several; the message lists them;
/// - not_in_branch, no_such_branch;
/// - multiple_heads: `head` where there are several; the message names them;
/// - ambiguous_relative, relative_out_of_range: `-N` meets a merge or leaves the graph.
Resolved resolve(const RevisionMap& map, std::string_view target);

/// As resolve(), where exactly one revision is wanted (show, edit, rebase). Throws multiple_heads
/// for several and not_found for none too.
const Revision& resolve_one(const RevisionMap& map, std::string_view target);

}  // namespace migrate::revision
