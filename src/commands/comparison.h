#pragma once

#include "commands/schemas.h"
#include "migrate/commands/command.h"
#include "migrate/diff/diff.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace migrate::commands {

/// What leads from one schema to another.
struct Comparison {
  Source from;
  Source to;
  std::vector<std::string> databases;  ///< that were read, for people
  std::vector<diff::Rename> renamed;   ///< by --rename, a remark or an answer
  catalog::Statements renames;         ///< theirs, run first
  diff::Plan plan;                     ///< the rest
  std::optional<diff::Plan> back;      ///< what leads back; only where it was asked for
  catalog::Statements renames_back;    ///< run first on the way back
  bool proven = false;                 ///< tried on the shadow

  /// The renames, and the plan's.
  [[nodiscard]] catalog::Statements statements() const;

  [[nodiscard]] bool is_empty() const { return renames.empty() && plan.statements.empty(); }
};

/// How two schemas are compared.
struct How {
  std::vector<catalog::Hazard> allow = {};
  std::vector<std::string> renames = {};  ///< as given with --rename
  bool heeds_remarks = true;              ///< `-- rename:` in the files of the second schema
  std::function<bool(const diff::Rename&)> agrees = {};  ///< asks; null: nobody can be asked
  bool verify = true;                                    ///< the plan is tried on the shadow
  bool leads_back = false;  ///< a plan for the way back is wanted, and tried too
};

/// Every change is made, none is tried, nothing is renamed.
How to_the_end();

/// What `--allow`, `--rename` and `--no-verify` say. The context must outlive it. Throws
/// Error(usage).
How how_of(const Context& context);

/// Throws Error(diff) where a plan that is tried does not lead there.
Comparison compare(const Context& context,
                   const config::Settings& settings,
                   const Source& from,
                   const Source& to,
                   const How& how);

/// `--allow`, `--rename`, `--no-verify`.
std::vector<Option> comparison_options();

}  // namespace migrate::commands
