#pragma once

#include "commands/applied.h"
#include "commands/database.h"
#include "commands/project.h"
#include "commands/repeatables.h"
#include "migrate/commands/command.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The checks of `migrate doctor`. None of them creates or changes anything.
namespace migrate::commands::doctor {

enum class Level { ok, warning, failed, skipped };

std::string_view name_of(Level level);

/// What a check says. Every level but `ok` has a remedy, where there is one.
struct Line {
  Level level = Level::ok;
  std::string what;
  std::string remedy = {};
  ExitStatus status = ExitStatus::failed;  ///< what a failure gives the command
};

using Lines = std::vector<Line>;

Line ok(std::string what);
Line warning(std::string what, std::string remedy);
Line failed(std::string what, std::string remedy);
/// An error as any other command would say it, with its hint as the remedy.
Line failed(const Error& error);

/// Who is looked at: what the checks so far have found out. A check may rely on what it `needs`.
struct Patient {
  const Context& context;
  std::optional<config::Settings> settings = {};
  std::optional<Project> project = {};
  std::optional<Repeatables> repeatables = {};
  std::optional<Database> database = {};
  std::optional<history::State> state = {};
  std::optional<Applied> applied = {};
  std::optional<std::vector<runner::RunStep>> pending =
      {};                                ///< up to the heads, and repeatable files
  std::optional<pg::Rows> objects = {};  ///< what is the matter with objects: kind, name, remedy
};

enum class Needs { nothing, settings, connection, state, applied, pending };

/// A new check is a function here and a line in the table of check.cpp.
struct Check {
  std::string_view name;
  Needs needs;
  Lines (*look)(Patient& patient);
};

/// In the order in which they are made.
std::span<const Check> checks();

/// Make the check, or say why it is skipped. An Error in it is its failure; Error(interrupted),
/// Error(terminated) and Error(internal) go on.
Lines make(const Check& check, Patient& patient);

// project.cpp: without a server.
Lines look_at_config(Patient& patient);
Lines look_at_environment(Patient& patient);
Lines look_at_migrations(Patient& patient);
Lines look_at_embedded_server(Patient& patient);

// connection.cpp: the way to the server.
Lines look_at_connection(Patient& patient);
Lines look_at_server_version(Patient& patient);
Lines look_at_pooler(Patient& patient);
Lines look_at_writing(Patient& patient);
Lines look_at_clock(Patient& patient);

// privileges.cpp
Lines look_at_privileges(Patient& patient);

// tables.cpp: what we keep there.
Lines look_at_version_table(Patient& patient);
Lines look_at_shape(Patient& patient);
Lines look_at_rows(Patient& patient);
Lines look_at_unfinished(Patient& patient);
Lines look_at_requirements(Patient& patient);

// objects.cpp: what migrations can leave half done.
Lines look_at_indexes(Patient& patient);
Lines look_at_constraints(Patient& patient);
Lines look_at_partitions(Patient& patient);

}  // namespace migrate::commands::doctor
