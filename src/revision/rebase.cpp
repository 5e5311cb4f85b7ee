#include "migrate/revision/rebase.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/revision/new_file.h"
#include "migrate/revision/target.h"
#include "revision/graph.h"
#include "revision/names.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace migrate::revision {

namespace {

using Ids = std::set<RevisionId, std::less<>>;

/// The revision and all that follow it by down_revision, each after its parents.
std::vector<Revision> followers(const Graph& graph, const RevisionId& first) {
  Ids in{first};
  std::vector<Revision> out;
  for (const Node node : graph.order()) {
    const auto& revision = graph.revision(node);
    const auto& down = revision.down_revision;
    const bool follows = std::any_of(
        down.begin(), down.end(), [&in](const RevisionId& id) { return in.contains(id); });
    if (revision.id != first && !follows) continue;
    in.insert(revision.id);
    out.push_back(revision);
  }
  return out;
}

RevisionId other_head(const RevisionMap& map, const RevisionId& first, const Ids& moved) {
  auto heads = map.heads();
  std::erase_if(heads, [&moved](const RevisionId& id) { return moved.contains(id); });
  if (heads.empty())
    throw Error(ErrorCode::usage,
                fmt::format("there is no head to move revision {} behind: all follow it", first))
        .hint("`migrate heads` lists the heads");
  if (heads.size() > 1)
    throw Error(ErrorCode::multiple_heads,
                fmt::format("revision {} could move behind {}", first, listed(heads)))
        .hint(fmt::format("choose one: --onto {}", heads.front()));
  return heads.front();
}

void check_onto(const RevisionMap& map,
                const RevisionId& first,
                const RevisionId& onto,
                const Ids& moved) {
  const auto cannot = fmt::format(
      "revision {} cannot move behind {}, which ", first, onto == first ? "itself" : onto);
  if (moved.contains(onto))
    throw Error(ErrorCode::cycle, cannot + (onto == first ? "would be a cycle" : "follows it"))
        .hint("`migrate heads` lists the heads");
  const auto below = map.applied(std::vector{onto});
  if (std::find(below.begin(), below.end(), first) != below.end())
    throw Error(ErrorCode::dependency_cycle, cannot + "depends on it")
        .hint("`depends_on` of a revision down there leads back to it");
  auto children = map.children(onto);
  std::erase_if(children, [&moved](const RevisionId& id) { return moved.contains(id); });
  if (!children.empty())
    throw Error(
        ErrorCode::not_a_head,
        fmt::format("revision {} is not a head, it is followed by {}", onto, listed(children)))
        .hint("`migrate heads` lists the heads");
}

/// New numbers for those that have one, after the highest of those that stay.
RenamedIds renumbered(const RevisionMap& map,
                      const std::vector<Revision>& moved,
                      const RevisionId& onto,
                      const Ids& moved_ids) {
  std::vector<Revision> below;
  for (const auto& id : map.applied(std::vector{onto}))
    below.push_back(*map.find(id));
  const auto first = sequence_number(moved.front().id);
  if (!first || *first > highest_number(below)) return {};
  std::vector<Revision> stay;
  for (const auto& revision : map.revisions())
    if (!moved_ids.contains(revision.id)) stay.push_back(revision);
  RenamedIds out;
  auto next = highest_number(stay) + 1;
  for (const auto& revision : moved)
    if (sequence_number(revision.id)) out.emplace(revision.id, sequential_id(next++));
  std::erase_if(out, [](const auto& pair) { return pair.first == pair.second; });
  return out;
}

RevisionMap after(const RevisionMap& map,
                  const RevisionId& first,
                  const RevisionId& onto,
                  const RenamedIds& renamed) {
  const auto rename = [&renamed](RevisionId& id) {
    if (const auto found = renamed.find(id); found != renamed.end()) id = found->second;
  };
  auto revisions = map.revisions();
  for (auto& revision : revisions) {
    if (revision.id == first) revision.down_revision = {onto};
    rename(revision.id);
    std::for_each(revision.down_revision.begin(), revision.down_revision.end(), rename);
    std::for_each(revision.depends_on.begin(), revision.depends_on.end(), rename);
  }
  return RevisionMap(std::move(revisions));
}

}  // namespace

RebasePlan plan_rebase(const RevisionMap& map,
                       std::string_view revision,
                       const std::optional<std::string>& onto,
                       Renumber renumber) {
  const auto& first = resolve_one(map, revision);
  auto moved = followers(map.graph(), first.id);
  Ids ids;
  for (const auto& one : moved)
    ids.insert(one.id);
  auto head = onto ? resolve_one(map, *onto).id : other_head(map, first.id, ids);
  if (first.down_revision == std::vector{head})
    return {.moved = {}, .onto = std::move(head), .renamed = {}, .after = map};
  check_onto(map, first.id, head, ids);
  if (first.down_revision.size() > 1)
    throw Error(ErrorCode::refused,
                fmt::format("revision {} is a merge of {}: it cannot have another parent instead",
                            first.id,
                            listed(first.down_revision)))
        .hint(fmt::format("`migrate merge {} {}` joins it with the other head", first.id, head));
  RenamedIds renamed;
  if (renumber == Renumber::yes) renamed = renumbered(map, moved, head, ids);
  auto graph = after(map, first.id, head, renamed);
  return {.moved = std::move(moved),
          .onto = std::move(head),
          .renamed = std::move(renamed),
          .after = std::move(graph)};
}

}  // namespace migrate::revision
