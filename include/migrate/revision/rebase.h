#pragma once

#include "migrate/revision/revision_map.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

/// Whether moved revisions get new numbers where theirs would not be in order any more.
enum class Renumber { no, yes };

/// Old id, new id.
using RenamedIds = std::map<RevisionId, RevisionId, std::less<>>;

/// What becomes of a graph when a revision moves behind another head.
struct RebasePlan {
  std::vector<Revision> moved;  ///< it, then what follows it, in order, as they are; empty: nothing
  RevisionId onto;              ///< the new parent of the first
  RenamedIds renamed;           ///< ids that change; every header that names one follows
  RevisionMap after;            ///< the graph as it will be, checked
};

/// Moves a revision, and with it all that follow it by down_revision, behind `onto`. Without that:
/// behind the only head that is not among them. New numbers follow the highest of those that stay.
///
/// Throws Error: what resolve_one() throws; multiple_heads where the head is to be chosen; usage
/// where there is none; not_a_head; cycle or dependency_cycle where `onto` needs the revision;
/// refused for a merge, whose parents are not one.
RebasePlan plan_rebase(const RevisionMap& map,
                       std::string_view revision,
                       const std::optional<std::string>& onto,
                       Renumber renumber);

/// A migration file's text with other ids in its header: `renamed` wherever `revision`,
/// `down_revision`, `depends_on` or `replaces` name one, and `parent`, where given, as the only
/// down_revision. Whatever else there is stays byte by byte.
std::string with_header_ids(std::string_view text,
                            const RenamedIds& renamed,
                            const std::optional<RevisionId>& parent = {});

}  // namespace migrate::revision
