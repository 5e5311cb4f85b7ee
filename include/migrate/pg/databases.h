#pragma once

#include "migrate/pg/connection.h"
#include "migrate/pg/url.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The databases of a server: made and dropped from another one of it.
namespace migrate::pg {

/// The database that the parameters name, by themselves, PGDATABASE, a service, or the user's name.
std::string database_name(const ConnectionParameters& parameters);

/// The same server and user, another database.
ConnectionParameters with_database(ConnectionParameters parameters, const std::string& name);

bool database_exists(Connection& connection, const std::string& name);

/// What tells this server from every other one, whatever its address: made by initdb.
std::string system_identifier(Connection& connection);

/// Who else is in a database, a line each: `pid 71 (psql, user app, from 10.0.0.7, idle for 3 s)`.
std::vector<std::string> sessions_in(Connection& connection, const std::string& name);

/// False where it is there already, made by somebody else just now too. `owner`: a role that we are
/// a member of; its privilege to create databases counts too.
bool create_database(Connection& connection,
                     const std::string& name,
                     const std::optional<std::string>& owner);

enum class Force { no, yes };

/// False where it is not there. Throws Error(database_in_use), with their list, while others are
/// connected; `force` ends their sessions.
bool drop_database(Connection& connection,
                   const std::string& name,
                   const std::optional<std::string>& owner,
                   Force force);

}  // namespace migrate::pg
