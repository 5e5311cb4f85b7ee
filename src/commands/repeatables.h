#pragma once

#include "commands/run_plan.h"
#include "migrate/config/settings.h"
#include "migrate/history/recorded.h"
#include "migrate/revision/revision_file.h"
#include "migrate/runner/run.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::commands {

/// Whether a repeatable file would run, and why.
enum class RepeatableState {
  current,  ///< applied as it stands in the file
  fresh,    ///< it never ran
  changed,  ///< since it ran
  undone,   ///< by a downgrade
  gone,     ///< applied, and in no file
};

std::string_view name_of(RepeatableState state);

/// The repeatable files of a project, each behind what it depends on.
class Repeatables {
 public:
  /// Reads them all: their checksums say what is to run. Throws Error(file, malformed_file,
  /// missing_reference, dependency_cycle).
  Repeatables(const Context& context, const config::Settings& settings);

  [[nodiscard]] bool is_configured() const { return configured_; }

  /// Whether a file has that key.
  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }

  /// What the history knows of such files; nothing where there is no history.
  using Recorded = std::vector<history::RecordedRepeatable>;
  [[nodiscard]] Recorded look_up(Database& database, const history::State& state) const;

  /// Behind the steps of an upgrade: those that are not applied as they stand.
  void add_to_upgrade(LoadedPlan& plan, const Recorded& recorded) const;

  /// Those that are applied as they stand in their files, or the others.
  enum class Which { current, others };
  [[nodiscard]] std::vector<runner::RunStep> steps(Which which,
                                                   const Recorded& recorded,
                                                   const std::vector<std::string>& rows) const;

  /// Around the steps of a downgrade, where there are any: what has a downgrade is undone with the
  /// SQL that the history keeps of it, and runs again behind them, unless all goes back to base.
  void add_to_downgrade(LoadedPlan& plan, const Recorded& recorded) const;

  /// The same for scripts, which ask the history when they run: all files, with their own sections.
  void add_to_script(const revision::Plan& plan,
                     revision::Direction direction,
                     std::vector<runner::RunStep>& steps) const;

  struct Standing {
    std::string key;
    std::string path;  ///< as shown; empty: in no file
    RepeatableState state = RepeatableState::current;
  };

  /// By file in their order, then what is gone.
  [[nodiscard]] std::vector<Standing> standing(const Recorded& recorded) const;

 private:
  struct File {
    std::shared_ptr<revision::RevisionFile> parsed;
    std::string checksum;
  };

  void read(const config::Settings& settings);
  void sort();
  [[nodiscard]] const File* find(std::string_view key) const;
  [[nodiscard]] runner::RunStep run_of(const File& file,
                                       const std::vector<std::string>& rows) const;
  [[nodiscard]] runner::RunStep undo_of(const history::RecordedRepeatable& recorded,
                                        const std::vector<std::string>& rows) const;

  const Context& context_;
  bool configured_ = false;
  std::vector<File> files_;
};

}  // namespace migrate::commands
