#include "commands/doctor/check.h"

#include <array>
#include <utility>

namespace migrate::commands::doctor {

namespace {

constexpr std::array<Check, 18> table{{
    {"config", Needs::nothing, look_at_config},
    {"environment", Needs::settings, look_at_environment},
    {"migrations", Needs::settings, look_at_migrations},
    {"embedded server", Needs::settings, look_at_embedded_server},
    {"connection", Needs::settings, look_at_connection},
    {"server version", Needs::connection, look_at_server_version},
    {"privileges", Needs::connection, look_at_privileges},
    {"version table", Needs::connection, look_at_version_table},
    {"shape of our tables", Needs::state, look_at_shape},
    {"version rows", Needs::applied, look_at_rows},
    {"unfinished sections", Needs::applied, look_at_unfinished},
    {"writing", Needs::state, look_at_writing},
    {"pooler", Needs::state, look_at_pooler},
    {"requirements", Needs::pending, look_at_requirements},
    {"clock", Needs::state, look_at_clock},
    {"indexes", Needs::connection, look_at_indexes},
    {"constraints", Needs::connection, look_at_constraints},
    {"partitions", Needs::connection, look_at_partitions},
}};

/// What is not there for a check; empty where all is.
std::string_view missing(Needs needs, Patient& patient) {
  switch (needs) {
    case Needs::nothing:
      return "";
    case Needs::settings:
      return patient.settings ? "" : "the config cannot be read";
    case Needs::connection:
      return patient.database && !patient.database->connection().is_broken()
                 ? ""
                 : "there is no connection";
    case Needs::state:
      if (const auto why = missing(Needs::connection, patient); !why.empty()) return why;
      return patient.state ? "" : "the version table cannot be read";
    case Needs::applied:
      if (const auto why = missing(Needs::state, patient); !why.empty()) return why;
      return patient.applied ? "" : "the migrations or the history cannot be read";
    case Needs::pending:
      if (const auto why = missing(Needs::applied, patient); !why.empty()) return why;
      return patient.pending ? "" : "what is pending cannot be told, or not be read";
  }
  return "";
}

bool ends_all(const Error& error) {
  return error.code() == ErrorCode::interrupted || error.code() == ErrorCode::terminated ||
         error.code() == ErrorCode::internal;
}

}  // namespace

std::string_view name_of(Level level) {
  constexpr std::array<std::string_view, 4> names{"ok", "warning", "failed", "skipped"};
  return names.at(static_cast<std::size_t>(level));
}

Line ok(std::string what) {
  return {.level = Level::ok, .what = std::move(what)};
}

Line warning(std::string what, std::string remedy) {
  return {.level = Level::warning, .what = std::move(what), .remedy = std::move(remedy)};
}

Line failed(std::string what, std::string remedy) {
  return {.level = Level::failed, .what = std::move(what), .remedy = std::move(remedy)};
}

Line failed(const Error& error) {
  auto what = error.message();
  if (const auto place = error.place().text(); !place.empty()) what = place + ": " + what;
  if (!error.detail().empty()) what += ": " + error.detail();
  return {.level = Level::failed,
          .what = std::move(what),
          .remedy = error.hint(),
          .status = error.exit_status()};
}

std::span<const Check> checks() {
  return table;
}

Lines make(const Check& check, Patient& patient) {
  if (const auto why = missing(check.needs, patient); !why.empty())
    return {{.level = Level::skipped, .what = std::string(why)}};
  try {
    return check.look(patient);
  } catch (const Error& error) {
    if (ends_all(error)) throw;
    if (patient.database) patient.database->connection().roll_back();
    return {failed(error)};
  }
}

}  // namespace migrate::commands::doctor
