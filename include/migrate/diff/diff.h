#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/catalog/snapshot.h"

#include <string>
#include <vector>

namespace migrate::diff {

enum class Action { create, alter, drop, recreate, rename };

/// `create`, as in JSON.
std::string_view name_of(Action action);

/// What an object has otherwise in the other schema.
struct Differing {
  std::string_view property;  ///< `type`, `not null`
  catalog::Value before;
  catalog::Value after;
};

/// What becomes of one object.
struct Change {
  const catalog::Kind* kind = nullptr;
  std::string name;  ///< `public.users.email`
  Action action = Action::create;
  catalog::Statements statements;  ///< in the order of the plan; other changes' may stand between
  /// Its definition in both schemas, where that changes and has lines: a function's, a view's.
  std::string before = {};
  std::string after = {};
  /// Of an object that both schemas have. Empty: it is the same itself, and only made anew for what
  /// it depends on.
  std::vector<Differing> differing = {};

  /// Whether the object is not the same in both schemas.
  [[nodiscard]] bool is_difference() const;

  /// Of all its statements, each once, rising.
  [[nodiscard]] std::vector<catalog::Hazard> hazards() const;
};

/// `table:public.users=public.people`, as in --rename.
struct Rename {
  std::string kind;
  std::string from;
  std::string to;
};

struct Options {
  std::vector<catalog::Hazard> allow = {};  ///< data_loss has to be allowed
};

/// The statement of a rename. Throws Error(usage) for a kind that cannot be renamed, or a name that
/// is none. It is run before the two schemas are compared: the texts that mention the old name
/// change with it.
std::string rename_sql(const Rename& rename);

/// From one schema to another.
struct Plan {
  std::vector<Change> changes;
  std::vector<Change> left_out;    ///< for want of `allow`
  catalog::Statements statements;  ///< all of `changes`, in the order in which they run
  std::vector<Rename> proposals;   ///< drops and creates that look like renames
  /// Constraints and indexes of tables that stay, which differ in their names alone.
  std::vector<Rename> other_names = {};
  std::vector<std::string> warnings;  ///< what is not modelled
  /// A label of an enum is used that the plan adds: its statements need a commit between.
  bool needs_commits = false;
};

/// The statements that turn `from` into `to`. Throws Error(diff) for a circle that cannot be
/// resolved, or for snapshots of different server majors.
Plan compare(const catalog::Snapshot& from, const catalog::Snapshot& to, const Options& options);

}  // namespace migrate::diff
