#pragma once

#include "commands/database.h"
#include "commands/project.h"
#include "migrate/revision/rebase.h"

#include <optional>
#include <string>

namespace migrate::commands {

/// One of two files with the same id, as when two people made the next number at the same time.
struct Twin {
  files::Path path;
  revision::Revision revision;  ///< its header
  Project others;               ///< the project without it

  [[nodiscard]] const std::string& id() const { return revision.id; }

  /// The other file with the id, as a user writes it.
  [[nodiscard]] std::string other() const { return others.shown_path(revision.id); }
};

/// What becomes of a twin.
struct TwinPlan {
  std::string id;                     ///< its new one
  std::optional<std::string> parent;  ///< its new one, where it gets one
  std::string text;                   ///< of its file then
  revision::RevisionMap after;        ///< the graph as it will be, checked
};

/// Whether another file has the id of this one; without it the project must be whole.
/// Throws Error(file) where it is no migration of the project, and what else is wrong there.
std::optional<Twin> find_twin(const config::Settings& settings, const files::Path& path);

/// A new id, and a place behind `onto`; without that behind the other head, or where it stands if
/// it leaves no second head there. Throws as plan_rebase does, and Error(refused) where another
/// file names the id and nobody can tell which of the two it means.
TwinPlan plan_twin(const config::Settings& settings,
                   const Twin& twin,
                   const std::optional<std::string>& onto);

/// The id is applied there: throws Error(refused) unless the history says that it was the other.
void refuse_applied(const Twin& twin, Database& database, const history::State& state);

}  // namespace migrate::commands
