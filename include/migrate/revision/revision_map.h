#pragma once

#include "migrate/revision/revision.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

class DisplayLabels;
class Graph;

/// The revisions of a project and the edges between them. Immutable, without I/O; a copy shares
/// its graph with the original, so it costs nothing.
///
/// Two kinds of edges: *versioned* ones (down_revision) and *all* (down_revision and depends_on).
/// Load order breaks ties between independent branches. The rules are those of Alembic, as
/// tests/data/conformance observes them.
///
/// Functions that take ids want full ids; one that the map does not know throws Error(not_found).
/// Lists of ids come in load order unless said otherwise.
class RevisionMap {
 public:
  /// Validates; `revisions` in load order. Throws Error, placed at the revision's file and line:
  /// illegal_id, reserved_id, duplicate_id, duplicate_label, missing_reference, cycle (over
  /// down_revision) or dependency_cycle (over all edges).
  explicit RevisionMap(std::vector<Revision> revisions);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const;
  /// In load order.
  [[nodiscard]] const std::vector<Revision>& revisions() const;

  /// The revision of that full id, or the one whose last replaced revision it is; or nullptr.
  [[nodiscard]] const Revision* find(std::string_view id) const;
  /// The revision that replaces this one, which is in no file, or nullptr.
  [[nodiscard]] const Revision* find_replacement(std::string_view id) const;
  /// The revision whose header carries that branch label, or nullptr.
  [[nodiscard]] const Revision* find_label(std::string_view label) const;

  /// Revisions that no down_revision names: what the word `head` may mean.
  [[nodiscard]] std::vector<RevisionId> heads() const;
  /// Revisions that no edge names: what the word `heads` means.
  [[nodiscard]] std::vector<RevisionId> real_heads() const;
  /// Revisions without down_revision.
  [[nodiscard]] std::vector<RevisionId> bases() const;

  /// Revisions whose down_revision names it.
  [[nodiscard]] std::vector<RevisionId> children(std::string_view id) const;
  /// Revisions whose depends_on names it, by id or by label.
  [[nodiscard]] std::vector<RevisionId> dependents(std::string_view id) const;
  /// The full ids of its depends_on, labels resolved, in declared order.
  [[nodiscard]] std::vector<RevisionId> dependencies(std::string_view id) const;

  [[nodiscard]] bool is_head(std::string_view id) const;
  [[nodiscard]] bool is_real_head(std::string_view id) const;
  /// More than one child.
  [[nodiscard]] bool is_branch_point(std::string_view id) const;
  /// More than one down_revision.
  [[nodiscard]] bool is_merge_point(std::string_view id) const;

  /// The labels to show with a revision, sorted: its own, those of its versioned ancestors, and
  /// those that spread down from above along a line that nothing forks off.
  [[nodiscard]] std::vector<std::string> labels(std::string_view id) const;

  /// The revision, its versioned ancestors and its versioned descendants.
  [[nodiscard]] std::vector<RevisionId> lineage(std::string_view id) const;

  /// Everything that is applied when the version table holds these rows: they and their
  /// ancestors over all edges. Throws Error(not_found) for a row that no file knows.
  [[nodiscard]] std::vector<RevisionId> applied(std::span<const RevisionId> rows) const;

  /// What is not wrong but superfluous, a sentence each: down_revision or depends_on names a
  /// revision that another entry of them implies. Computed at each call.
  [[nodiscard]] std::vector<std::string> warnings() const;

  /// The graph by dense indices, for the algorithms of this module.
  [[nodiscard]] const Graph& graph() const { return *graph_; }

  /// As labels(), by dense index.
  [[nodiscard]] const DisplayLabels& display_labels() const { return *labels_; }

 private:
  std::shared_ptr<const Graph> graph_;
  std::shared_ptr<const DisplayLabels> labels_;
};

}  // namespace migrate::revision
