#include "commands/baseline/record.h"

#include "commands/run_plan.h"
#include "commands/unfinished.h"
#include "migrate/base/files.h"
#include "migrate/base/interrupt.h"
#include "migrate/runner/stamp.h"

#include <fmt/core.h>

#include <system_error>

namespace migrate::commands::baseline {

namespace {

enum class Stamped { no, yes, unknown };

/// The answer of the server is missing: look what became of the stamp. Its transaction is over when
/// the lock of its session is free.
Stamped look_again(const Context& context,
                   const config::Settings& settings,
                   Database& database,
                   RunLock& lock,
                   const std::string& revision) {
  context.log("warning: the connection was lost; connecting again");
  lock.lost();
  if (lock.scope() == runner::LockScope::transaction) return Stamped::unknown;
  try {
    database.reconnect(context, settings.lock.wait.get());
    lock.take_again();
    const auto rows = database.state().rows;
    return rows == std::vector{revision} ? Stamped::yes : Stamped::no;
  } catch (const Error&) {
    return Stamped::unknown;
  }
}

void stamp(Database& database, RunLock& lock, const First& first) {
  const auto run = history::new_run({});
  const auto plan = stamp_of(first);
  lock.guarded([&] {
    refuse_state(database, database.state());
    return runner::run_stamp(database.connection(), database.tables(), run, plan, lock.begin());
  });
}

/// A statement that was cancelled fails, but that is not why.
Error reason_of(const Error& error) {
  try {
    Interrupt::throw_if_pending();
  } catch (const Error& signal) {
    return signal;
  }
  return error;
}

Error without_file(Error error, const First& first) {
  const auto shown = files::shown(first.path);
  std::error_code failed;
  std::filesystem::remove(first.path, failed);
  if (failed)
    return error.state(fmt::format(
        "nothing is stamped; {} is written, and cannot be removed: {}", shown, failed.message()));
  return error.state(fmt::format("nothing is stamped, and {} is not written", shown));
}

Error in_doubt(Error error, const First& first) {
  return error
      .state(fmt::format("{} is written; whether the database is stamped is not known",
                         files::shown(first.path)))
      .hint(fmt::format("`migrate current` tells: where it shows no revision, `migrate stamp {}`",
                        first.revision.id));
}

}  // namespace

revision::StampPlan stamp_of(const First& first) {
  return {.from = {}, .to = {first.revision.id}, .targets = {first.revision.id}};
}

void refuse_state(const Database& database, const history::State& state) {
  if (!state.rows.empty())
    throw Error(ErrorCode::refused,
                fmt::format("the database is at {} already: {} has it",
                            rows_text(state.rows),
                            database.tables().shown()))
        .hint(
            "a baseline is the first revision of a database: get the files of the project that "
            "made these rows; or, to begin anew, `migrate stamp --purge base` first");
  refuse_unfinished(state);
}

void record(const Context& context,
            const config::Settings& settings,
            Database& database,
            RunLock& lock,
            const First& first) {
  const Interrupt::Guarded guarded;
  if (prepare_tables(database, database.state(), lock)) context.changed(database.tables().shown());
  files::write_new(first.path, first.text);
  try {
    stamp(database, lock, first);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::connection_lost) throw without_file(reason_of(error), first);
    switch (look_again(context, settings, database, lock, first.revision.id)) {
      case Stamped::yes:
        return;
      case Stamped::no:
        throw without_file(error, first);
      case Stamped::unknown:
        throw in_doubt(error, first);
    }
  }
}

}  // namespace migrate::commands::baseline
