#include "commands/doctor/check.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>

namespace migrate::commands::doctor {

namespace {

constexpr int oldest_major = 13;  // the first with gen_random_uuid() of its own, for scripts
constexpr int newest_major = 18;  // that scripts/postgres-matrix tests with

/// How far two clocks may differ before people misread the history.
constexpr double patience_s = 5;

double now_s() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

constexpr auto mind_the_clock = "set both machines' clocks by NTP";

/// `answer` is the server's time; it was read at some moment between the other two.
Line compare_clocks(double asked, double answer, double answered) {
  const double offset = answer - (asked + answered) / 2;
  if (std::abs(offset) - (answered - asked) / 2 <= patience_s)
    return ok("the server's and ours agree");
  return warning(fmt::format("the server's is {:.0f} s {} ours: ids and file names made from the "
                             "time, and the history, tell different times",
                             std::abs(offset),
                             offset > 0 ? "ahead of" : "behind"),
                 mind_the_clock);
}

}  // namespace

/// An embedded server without data is not started: that would make them.
Lines look_at_connection(Patient& patient) {
  const auto& settings = *patient.settings;
  if (config::database_url(settings).embedded && !pg::EmbeddedServer::exists(settings.folder))
    return {ok("not made: the embedded server has no data yet, and a look makes none")};
  patient.database.emplace(patient.context, settings);
  return {ok(patient.database->shown())};
}

Lines look_at_server_version(Patient& patient) {
  const int version = patient.database->connection().server_version();
  const int major = version / 10000;
  const int minor = major < 10 ? version / 100 % 100 : version % 10000;
  const auto shown = fmt::format("PostgreSQL {}.{}", major, minor);
  if (major < oldest_major)
    return {failed(shown + " is too old",
                   fmt::format("use PostgreSQL {} to {}", oldest_major, newest_major))};
  if (major <= newest_major) return {ok(shown)};
  return {
      warning(fmt::format("{}: migrate is tested with {} to {}", shown, oldest_major, newest_major),
              "run the migrations on a scratch database of that version first")};
}

Lines look_at_writing(Patient& patient) {
  if (!patient.state->read_only) return {ok("the database can be written to")};
  return {failed("the database is read-only: a standby, or default_transaction_read_only is on",
                 "give the primary's address; `target_session_attrs=read-write` picks it from "
                 "several hosts")};
}

/// Behind one in transaction mode a pending section with transaction=off cannot run.
Lines look_at_pooler(Patient& patient) {
  const auto& pooler = patient.database->pooler(*patient.state);
  if (pooler.pooling == pg::Pooling::none) return {ok("none")};
  if (pooler.pooling == pg::Pooling::session) return {ok("one for sessions: " + pooler.saw)};
  const std::string remedy =
      "connect to the server itself, or to the pooler's port for sessions (with Supabase 5432 "
      "instead of 6543)";
  Lines out{warning("one for transactions: " + pooler.saw, remedy)};
  if (!patient.pending) return out;
  for (const auto& step : *patient.pending)
    if (!step.is_transactional())
      out.push_back(failed(fmt::format("revision {} is pending and has a section with "
                                       "transaction=off, which cannot run through it",
                                       step.step.revision),
                           remedy));
  return out;
}

/// Ours against the server's, and the server's against what it said before.
Lines look_at_clock(Patient& patient) {
  const auto& tables = patient.database->tables();
  std::string newest = "null::float8";
  if (patient.state->history_exists)
    newest = fmt::format("(select extract(epoch from pg_catalog.max(finished_at)) from {})",
                         tables.history());
  const double asked = now_s();
  const auto rows = history::read(
      patient.database->connection(),
      tables,
      "select extract(epoch from pg_catalog.clock_timestamp())::float8, " + newest + "::float8");
  const double answered = now_s();
  const auto& row = rows.rows.at(0);
  const double server = std::strtod(row[0].value_or("0").c_str(), nullptr);
  Lines out{compare_clocks(asked, server, answered)};
  const double ahead = row[1] ? std::strtod(row[1]->c_str(), nullptr) - server : 0;
  if (ahead > patience_s)
    out.push_back(warning(fmt::format("the newest row of the history is {:.0f} s in the server's "
                                      "future: its clock was set back, or the database comes from "
                                      "another server",
                                      ahead),
                          mind_the_clock));
  return out;
}

}  // namespace migrate::commands::doctor
