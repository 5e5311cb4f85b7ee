#include "migrate/pg/databases.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <memory>
#include <utility>

namespace migrate::pg {

namespace {

using Conninfo = std::unique_ptr<PGconn, decltype(&PQfinish)>;

std::string quoted(const Connection& connection, const std::string& name) {
  const std::unique_ptr<char, decltype(&PQfreemem)> text(
      PQescapeIdentifier(connection.handle(), name.data(), name.size()), &PQfreemem);
  if (!text)
    throw Error(ErrorCode::usage, fmt::format("\"{}\" cannot be the name of a database", name));
  return text.get();
}

/// `set role` would reach whoever gets the server process of a pooler next.
bool is_direct(Connection& connection) {
  return connection.execute("select pg_catalog.pg_backend_pid()").single() ==
         std::to_string(connection.backend_pid());
}

/// As ourselves; where that is not allowed as `role`, which may have what we lack.
void run_as_either(Connection& connection,
                   const std::string& sql,
                   const std::optional<std::string>& role) {
  try {
    connection.execute(sql);
    return;
  } catch (const Error& e) {
    if (e.code() != ErrorCode::insufficient_privilege || !role || !is_direct(connection)) throw;
  }
  connection.execute("set role " + quoted(connection, *role));
  try {
    connection.execute(sql);
  } catch (const Error&) {
    connection.execute("reset role");
    throw;
  }
  connection.execute("reset role");
}

bool is_made_meanwhile(const std::string& sqlstate) {
  constexpr std::string_view duplicate_database = "42P04";
  constexpr std::string_view unique_violation = "23505";
  return sqlstate == duplicate_database || sqlstate == unique_violation;
}

Error in_use(Connection& connection, const std::string& name, const std::string& said) {
  const auto sessions = sessions_in(connection, name);
  Error error(ErrorCode::database_in_use,
              sessions.empty()
                  ? fmt::format("the database \"{}\" is in use", name)
                  : fmt::format("{} connected to the database \"{}\"",
                                sessions.size() == 1
                                    ? "another session is"
                                    : fmt::format("{} other sessions are", sessions.size()),
                                name));
  return error.detail(sessions.empty() ? said : join(sessions, "\n"))
      .state("nothing was changed")
      .hint("end them, or add --force, which does that");
}

}  // namespace

std::string database_name(const ConnectionParameters& parameters) {
  if (const auto* name = parameters.find("dbname")) return *name;
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : parameters.values) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  // libpq alone knows its services; the attempt that begins here goes no further.
  const Conninfo attempt(PQconnectStartParams(keywords.data(), values.data(), 0), &PQfinish);
  const char* name = PQdb(attempt.get());
  if (name == nullptr || *name == '\0')
    throw Error(ErrorCode::url, "the URL names no database")
        .hint("give one: postgresql://user@host:5432/dbname");
  return name;
}

ConnectionParameters with_database(ConnectionParameters parameters, const std::string& name) {
  std::erase_if(parameters.values, [](const auto& pair) { return pair.first == "dbname"; });
  parameters.values.emplace_back("dbname", name);
  return parameters;
}

bool database_exists(Connection& connection, const std::string& name) {
  return !connection.query("select 1 from pg_catalog.pg_database where datname = $1", {name})
              .rows.empty();
}

std::string system_identifier(Connection& connection) {
  return connection.query("select system_identifier from pg_catalog.pg_control_system()").single();
}

std::vector<std::string> sessions_in(Connection& connection, const std::string& name) {
  return connection
      .query(R"(select pg_catalog.format('pid %s (%s, user %s, from %s%s)', a.pid,
                  coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
                  coalesce(pg_catalog.host(a.client_addr), 'local'),
                  ', ' || a.state || ' for '
                    || pg_catalog.round(extract(epoch from pg_catalog.now() - a.state_change)) || ' s')
                from pg_catalog.pg_stat_activity a
                where a.datname = $1 and a.pid <> pg_catalog.pg_backend_pid()
                  and a.backend_type in ('client backend', 'walsender') order by a.pid)",
             {name})
      .column();
}

bool create_database(Connection& connection,
                     const std::string& name,
                     const std::optional<std::string>& owner) {
  if (database_exists(connection, name)) return false;
  auto sql = "create database " + quoted(connection, name);
  if (owner) sql += " owner " + quoted(connection, *owner);
  try {
    run_as_either(connection, sql, owner);
  } catch (Error& error) {
    if (is_made_meanwhile(error.sqlstate())) return false;
    if (error.code() == ErrorCode::insufficient_privilege && error.hint().empty())
      error.hint("the role needs CREATEDB, and to be a member of `database.role`");
    throw error.state("nothing was changed");
  }
  return true;
}

bool drop_database(Connection& connection,
                   const std::string& name,
                   const std::optional<std::string>& owner,
                   Force force) {
  if (!database_exists(connection, name)) return false;
  if (force == Force::no && !sessions_in(connection, name).empty())
    throw in_use(connection, name, {});
  constexpr int first_with_force = 130000;
  if (force == Force::yes && connection.server_version() < first_with_force)
    throw Error(ErrorCode::unsupported, "--force needs a server of PostgreSQL 13 or later");
  const std::string how = force == Force::yes ? " with (force)" : "";
  try {
    run_as_either(connection, "drop database " + quoted(connection, name) + how, owner);
  } catch (Error& error) {
    if (error.sqlstate() == "3D000") return false;  // somebody else has just dropped it
    if (error.sqlstate() == "55006") throw in_use(connection, name, error.detail());
    if (error.code() == ErrorCode::insufficient_privilege && error.hint().empty())
      error.hint("only its owner, a member of that role or a superuser may drop a database");
    throw error.state("nothing was changed");
  }
  return true;
}

}  // namespace migrate::pg
