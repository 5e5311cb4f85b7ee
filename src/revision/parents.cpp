#include "migrate/revision/parents.h"

#include "migrate/base/error.h"
#include "migrate/revision/target.h"
#include "revision/graph.h"
#include "revision/names.h"
#include "revision/references.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace migrate::revision {

namespace {

void check_own_names(const Graph& graph, const NewRevision& wanted) {
  Revision made;
  made.id = wanted.id.value_or("the new one");
  if (wanted.id) {
    check_id(*wanted.id);
    if (const auto same = graph.find(*wanted.id)) throw duplicate_id(graph.revision(*same), made);
    if (const auto carrier = graph.find_label(*wanted.id))
      throw label_is_an_id(*wanted.id, made, graph.revision(*carrier));
  }
  std::set<std::string_view> own;
  for (const std::string& label : wanted.branch_labels) {
    check_label(label);
    if (!own.insert(label).second) throw duplicate_label(label, made, made);
    if (label == wanted.id) throw label_is_an_id(label, made, made);
    if (const auto same = graph.find(label))
      throw label_is_an_id(label, graph.revision(*same), made);
    if (const auto carrier = graph.find_label(label))
      throw duplicate_label(label, graph.revision(*carrier), made);
  }
}

std::vector<RevisionId> parents(const RevisionMap& map, const std::vector<std::string>& heads) {
  if (heads.empty()) return resolve(map, "head").revisions;
  std::vector<RevisionId> out;
  for (const std::string& head : heads) {
    for (RevisionId& id : resolve(map, head).revisions) {
      if (std::find(out.begin(), out.end(), id) != out.end())
        throw Error(ErrorCode::duplicate_target,
                    fmt::format("revision {} is given twice as a parent", id));
      out.push_back(std::move(id));
    }
  }
  return out;
}

Error not_a_head(const RevisionMap& map, const RevisionId& id, NewKind kind) {
  return Error(ErrorCode::not_a_head,
               fmt::format(
                   "revision {} is not a head, it is followed by {}", id, listed(map.children(id))))
      .hint(kind == NewKind::merge ? "name heads; `migrate heads` lists them"
                                   : "`--splice` begins a new branch there");
}

/// What the header writes for one `--depends-on`.
std::string dependency(const RevisionMap& map, const std::string& text) {
  const Revision& found = resolve_one(map, text);
  const auto& labels = map.labels(found.id);
  return std::find(labels.begin(), labels.end(), text) == labels.end() ? found.id : text;
}

}  // namespace

Parents parents_of(const RevisionMap& map, const NewRevision& wanted) {
  check_own_names(map.graph(), wanted);
  Parents out;
  out.down_revision = parents(map, wanted.heads);
  for (const RevisionId& id : out.down_revision)
    if (wanted.splice == Splice::no && !map.is_head(id)) throw not_a_head(map, id, wanted.kind);
  if (wanted.kind == NewKind::merge && out.down_revision.size() < 2)
    throw Error(ErrorCode::nothing_to_merge,
                fmt::format("a merge takes two revisions or more, here {}",
                            out.down_revision.empty() ? "are none" : "is one"))
        .hint("`migrate heads` lists the heads");
  for (const std::string& text : wanted.depends_on) {
    std::string entry = dependency(map, text);
    if (std::find(out.depends_on.begin(), out.depends_on.end(), entry) == out.depends_on.end())
      out.depends_on.push_back(std::move(entry));
  }
  return out;
}

}  // namespace migrate::revision
