#pragma once

#include "commands/database.h"
#include "commands/hooks.h"
#include "commands/run_lock.h"
#include "migrate/commands/command.h"
#include "migrate/config/settings.h"
#include "migrate/revision/revision_file.h"
#include "migrate/runner/run.h"

#include <optional>
#include <string>
#include <vector>

namespace migrate::commands {

/// What the config wants done around the steps of a run: commands for the shell, and SQL files that
/// run on the run's connection, in transactions of their own.
class RunHooks {
 public:
  /// Names of what may stand in braces.
  using Fields = std::initializer_list<std::string_view>;

  /// Reads the SQL files, so that a mistake in one is found before anything runs. Throws
  /// Error(file, malformed_file), Error(config) for a field that only other hooks have, and
  /// Error(refused) for after_step hooks with `transaction: all`.
  RunHooks(const Context& context, const config::Settings& settings);

  /// Where SQL files run, and with what.
  struct Session {
    Database& database;
    RunLock& lock;
    const runner::RunOptions& options;
  };

  [[nodiscard]] bool has_after_step() const { return !after_step_.empty(); }

  /// Before the first step. They throw Error(command_failed, migration_failed) for the hook that
  /// fails first; those behind it do not run.
  void before_upgrade(const Session& session, const HookFields& fields) const;
  void after_upgrade(const Session& session, const HookFields& fields) const;
  void after_step(const Session& session, const HookFields& fields) const;

  /// A hook that fails is a warning here: the run has its error already.
  void on_error(const Session& session, const HookFields& fields) const;

 private:
  struct Hook {
    config::Setting<std::string> setting;
    std::optional<revision::RevisionFile> sql;  ///< none: a command
  };

  using Hooks = std::vector<Hook>;

  [[nodiscard]] Hooks read(const std::vector<config::Setting<std::string>>& hooks,
                           Fields fields) const;
  void run(const Hooks& hooks, const Session& session, const HookFields& fields) const;
  void run_sql(const Hook& hook, const Session& session) const;

  const Context& context_;
  const config::Settings& settings_;
  Hooks before_upgrade_;
  Hooks after_upgrade_;
  Hooks after_step_;
  Hooks on_error_;
};

}  // namespace migrate::commands
