#include "migrate/revision/revision_map.h"

#include "revision/display_labels.h"
#include "revision/graph.h"
#include "revision/redundant.h"
#include "revision/rows.h"
#include "revision/traverse.h"

#include <utility>

namespace migrate::revision {

RevisionMap::RevisionMap(std::vector<Revision> revisions)
    : graph_(std::make_shared<const Graph>(std::move(revisions))),
      labels_(std::make_shared<const DisplayLabels>(*graph_)) {}

std::size_t RevisionMap::size() const {
  return graph_->size();
}

bool RevisionMap::empty() const {
  return size() == 0;
}

const std::vector<Revision>& RevisionMap::revisions() const {
  return graph_->revisions();
}

const Revision* RevisionMap::find(std::string_view id) const {
  const auto node = graph_->find(id);
  return node ? &graph_->revision(*node) : nullptr;
}

const Revision* RevisionMap::find_replacement(std::string_view id) const {
  const auto node = graph_->find_replacement(id);
  return node ? &graph_->revision(*node) : nullptr;
}

const Revision* RevisionMap::find_label(std::string_view label) const {
  const auto node = graph_->find_label(label);
  return node ? &graph_->revision(*node) : nullptr;
}

std::vector<RevisionId> RevisionMap::heads() const {
  return graph_->ids(graph_->heads());
}

std::vector<RevisionId> RevisionMap::real_heads() const {
  return graph_->ids(graph_->real_heads());
}

std::vector<RevisionId> RevisionMap::bases() const {
  return graph_->ids(graph_->bases());
}

std::vector<RevisionId> RevisionMap::children(std::string_view id) const {
  return graph_->ids(graph_->children(graph_->need(id)));
}

std::vector<RevisionId> RevisionMap::dependents(std::string_view id) const {
  return graph_->ids(graph_->dependents(graph_->need(id)));
}

std::vector<RevisionId> RevisionMap::dependencies(std::string_view id) const {
  return graph_->ids(graph_->dependencies(graph_->need(id)));
}

bool RevisionMap::is_head(std::string_view id) const {
  return graph_->children(graph_->need(id)).empty();
}

bool RevisionMap::is_real_head(std::string_view id) const {
  return graph_->downstream(graph_->need(id)).empty();
}

bool RevisionMap::is_branch_point(std::string_view id) const {
  return graph_->children(graph_->need(id)).size() > 1;
}

bool RevisionMap::is_merge_point(std::string_view id) const {
  return graph_->parents(graph_->need(id)).size() > 1;
}

std::vector<std::string> RevisionMap::labels(std::string_view id) const {
  return labels_->of(graph_->need(id));
}

std::vector<RevisionId> RevisionMap::lineage(std::string_view id) const {
  return graph_->ids(members(revision::lineage(*graph_, graph_->need(id))));
}

std::vector<RevisionId> RevisionMap::applied(std::span<const RevisionId> rows) const {
  return graph_->ids(members(closure(*graph_, row_nodes(*graph_, rows))));
}

std::vector<std::string> RevisionMap::warnings() const {
  return redundant_edges(*graph_);
}

}  // namespace migrate::revision
