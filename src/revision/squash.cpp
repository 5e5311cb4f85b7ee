#include "migrate/revision/squash.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/revision/target.h"
#include "revision/names.h"
#include "revision/traverse.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace migrate::revision {

namespace {

using Ids = std::set<RevisionId, std::less<>>;

/// The ends of a range: both belong to it.
struct Ends {
  std::optional<Node> first;  ///< none: from the bases on
  Node last = 0;
};

Error no_range(std::string_view text) {
  return Error(ErrorCode::usage, fmt::format("\"{}\" is not a range of revisions", text))
      .hint("a range is `A:B`, from A to B; `:B` begins with the first revision");
}

Ends ends_of(const RevisionMap& map, std::string_view text) {
  const auto range = parse_range(text);
  if (!range) throw no_range(text);
  const auto& graph = map.graph();
  const auto& upper = range->upper.empty() ? "head" : range->upper;
  Ends out{.first = {}, .last = graph.need(resolve_one(map, upper).id)};
  if (!range->lower.empty() && range->lower != "base")
    out.first = graph.need(resolve_one(map, range->lower).id);
  return out;
}

NodeSet members_of(const Graph& graph, const Ends& ends) {
  auto out = closure(graph, {ends.last}, Edges::versioned);
  if (!ends.first) return out;
  if (!out[*ends.first])
    throw Error(ErrorCode::not_reachable,
                fmt::format("{} is not below {}", graph.id(*ends.first), graph.id(ends.last)));
  const auto above = descendants(graph, {*ends.first}, Edges::versioned);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = out[i] && above[i];
  return out;
}

/// A revision outside that needs what would be gone.
void refuse_needed(const Graph& graph, const NodeSet& in, Node last) {
  for (const Node member : members(in)) {
    if (member == last) continue;
    for (const Node other : graph.downstream(member)) {
      if (in[other]) continue;
      throw Error(ErrorCode::refused,
                  fmt::format("revision {} needs {}, which would have no file any more",
                              graph.id(other),
                              graph.id(member)))
          .hint(fmt::format("what lies outside of a range can only follow its last revision: "
                            "squash up to {0}, or from behind {0} on",
                            graph.id(member)))
          .state("nothing was changed");
    }
  }
}

template <typename Value>
void add_once(std::vector<Value>& all, const Value& one) {
  if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

/// Those that no other one of the list needs.
Nodes tips_of(const Graph& graph, Nodes nodes) {
  for (auto overlap = find_overlap(graph, nodes); overlap; overlap = find_overlap(graph, nodes))
    std::erase(nodes, overlap->ancestor);
  return nodes;
}

/// Parents and dependencies outside.
void add_needed(const Graph& graph, const NodeSet& in, Revision& made) {
  Nodes parents;
  Nodes dependencies;
  for (const Node member : members(in)) {
    for (const Node parent : graph.parents(member))
      if (!in[parent]) add_once(parents, parent);
    for (const Node dependency : graph.dependencies(member))
      if (!in[dependency]) add_once(dependencies, dependency);
  }
  parents = tips_of(graph, std::move(parents));
  const auto below = closure(graph, parents);
  std::erase_if(dependencies, [&below](Node node) { return below[node]; });
  made.down_revision = graph.ids(parents);
  made.depends_on = graph.ids(tips_of(graph, std::move(dependencies)));
}

void add_requirement(std::vector<Requirement>& all, const Requirement& one) {
  const auto same = std::find_if(all.begin(), all.end(), [&one](const Requirement& other) {
    return other.kind == one.kind && other.name == one.name;
  });
  if (same == all.end()) return all.push_back(one);
  for (const auto& bound : one.bounds)
    add_once(same->bounds, bound);
}

/// Settings of one would hold for all: they have to agree.
void add_setting(ServerSettings& all,
                 const std::pair<std::string, std::string>& one,
                 const Revision& member) {
  const auto same = std::find_if(all.begin(), all.end(), [&one](const auto& other) {
    return equal_ignoring_case(other.first, one.first);
  });
  if (same == all.end()) return all.push_back(one);
  if (same->second == one.second) return;
  throw Error(ErrorCode::refused,
              fmt::format("revision {} has the setting {}: {}, and one before it {}",
                          member.id,
                          one.first,
                          one.second,
                          same->second))
      .at(place_of(member))
      .hint(
          "settings of a header hold for the whole revision: make them the same, or end the "
          "range before it")
      .state("nothing was changed");
}

void add_header_of(const Revision& member, Revision& made) {
  for (const auto& label : member.branch_labels)
    add_once(made.branch_labels, label);
  for (const auto& requirement : member.requirements)
    add_requirement(made.requirements, requirement);
  for (const auto& setting : member.settings)
    add_setting(made.settings, setting, member);
  for (const auto& id : member.replaces)
    made.replaces.push_back(id);
  made.replaces.push_back(member.id);
}

/// Only files whose parents and dependencies are known.
void drop_unfounded(const RevisionMap& map, std::vector<Revision>& files) {
  const auto is_unfounded = [&](const Revision& file) {
    const auto is_known = [&](const std::string& name) {
      return map.find(name) != nullptr || map.find_label(name) != nullptr ||
             std::any_of(files.begin(), files.end(), [&name](const Revision& other) {
               const auto& labels = other.branch_labels;
               return other.id == name ||
                      (!other.replaces.empty() && other.replaces.back() == name) ||
                      std::find(labels.begin(), labels.end(), name) != labels.end();
             });
    };
    const auto* same = map.find(file.id);
    return (same != nullptr && same->id == file.id) ||
           !std::all_of(file.down_revision.begin(), file.down_revision.end(), is_known) ||
           !std::all_of(file.depends_on.begin(), file.depends_on.end(), is_known);
  };
  for (auto found = std::find_if(files.begin(), files.end(), is_unfounded); found != files.end();
       found = std::find_if(files.begin(), files.end(), is_unfounded))
    files.erase(found);
}

/// Where the last of what it replaces has a file: behind that, with nothing of its own.
void seal(Revision& revision, const Ids& there) {
  if (revision.replaces.empty() || !there.contains(revision.replaces.back())) return;
  revision.down_revision = {revision.replaces.back()};
  revision.depends_on.clear();
  revision.branch_labels.clear();
  revision.requirements.clear();
  revision.replaces.clear();
  revision.is_only_recorded = true;
}

/// Files of what is replaced as before: the last one is not there.
void drop_replaced(const std::vector<Revision>& all, std::vector<Revision>& files) {
  for (const auto& revision : all)
    std::erase_if(files, [&revision](const Revision& file) {
      return std::find(revision.replaces.begin(), revision.replaces.end(), file.id) !=
             revision.replaces.end();
    });
}

}  // namespace

SquashPlan plan_squash(const RevisionMap& map, std::string_view range) {
  const auto& graph = map.graph();
  const auto ends = ends_of(map, range);
  const auto in = members_of(graph, ends);
  refuse_needed(graph, in, ends.last);
  SquashPlan out;
  for (const Node node : graph.order()) {
    if (!in[node] || node == ends.last) continue;
    out.members.push_back(graph.revision(node));
  }
  out.members.push_back(graph.revision(ends.last));
  if (out.members.size() == 1)
    throw Error(
        ErrorCode::usage,
        fmt::format("there is nothing to squash: {} is a single revision", graph.id(ends.last)))
        .hint("a range is `A:B`, from A to B; `migrate history` shows what lies between");
  add_needed(graph, in, out.made);
  for (const auto& member : out.members)
    add_header_of(member, out.made);
  out.is_base = out.made.down_revision.empty() && out.made.depends_on.empty();
  out.followers = graph.ids(graph.downstream(ends.last));
  return out;
}

RevisionMap squashed(const RevisionMap& map, const SquashPlan& plan, const Revision& made) {
  Ids gone;
  for (const auto& member : plan.members)
    gone.insert(member.id);
  std::vector<Revision> after;
  for (const auto& revision : map.revisions()) {
    if (revision.id == plan.members.front().id) after.push_back(made);
    if (!gone.contains(revision.id)) after.push_back(revision);
  }
  return RevisionMap(std::move(after));
}

RevisionMap with_squashed(const RevisionMap& map, std::vector<Revision> files) {
  drop_unfounded(map, files);
  Ids there;
  for (const auto& file : files)
    there.insert(file.id);
  auto all = map.revisions();
  for (auto& revision : all)
    seal(revision, there);
  for (auto& file : files)
    seal(file, there);
  drop_replaced(all, files);
  const auto sealed = files;
  drop_replaced(sealed, files);
  all.insert(all.end(), files.begin(), files.end());
  return RevisionMap(std::move(all));
}

}  // namespace migrate::revision
