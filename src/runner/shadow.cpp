#include "migrate/runner/shadow.h"

#include "migrate/base/error.h"
#include "migrate/pg/databases.h"
#include "migrate/pg/embedded_server.h"
#include "migrate/runner/replay.h"
#include "migrate/sql/quote.h"
#include "runner/shadow_leftovers.h"
#include "runner/shadow_statement.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace migrate::runner {

namespace {

using sql::quote_identifier;
using sql::quote_literal;

constexpr auto first_template = "template0";
constexpr int first_with_force = 130000;
constexpr int first_with_parameter_rights = 150000;

/// What a replay can leave behind outside its database. Large, but only ever compared.
std::string shared_state(pg::Connection& connection) {
  std::string sql =
      "select pg_catalog.md5(pg_catalog.concat_ws('|', "
      "(select pg_catalog.string_agg(r::text, ' ' order by r.oid) from pg_catalog.pg_authid r), "
      "(select pg_catalog.string_agg(m::text, ' ' order by m.roleid, m.member) "
      "from pg_catalog.pg_auth_members m), "
      "(select pg_catalog.string_agg(s::text, ' ' order by s.setrole) "
      "from pg_catalog.pg_db_role_setting s where s.setdatabase = 0), "
      "(select pg_catalog.string_agg(t::text, ' ' order by t.oid) "
      "from pg_catalog.pg_tablespace t), "
      "(select pg_catalog.string_agg(c::text, ' ' order by c.objoid) "
      "from pg_catalog.pg_shdescription c), "
      "(select pg_catalog.string_agg(d.datname, ' ' order by d.oid) "
      "from pg_catalog.pg_database d where d.datname not like 'migrate\\_shadow\\_%'), "
      "pg_catalog.pg_read_file('postgresql.auto.conf')";
  if (connection.server_version() >= first_with_parameter_rights)
    sql +=
        ", (select pg_catalog.string_agg(p::text, ' ' order by p.oid) "
        "from pg_catalog.pg_parameter_acl p)";
  return connection.execute(sql + "))").single();
}

bool is_reserved(const std::string& role) {
  return role.empty() || role.starts_with("pg_") || role == "public" || role == "none";
}

/// A database with subscriptions cannot be dropped, and their slots are not ours.
void drop_subscriptions(pg::Connection& connection) {
  const auto names = connection
                         .execute(
                             "select subname from pg_catalog.pg_subscription s "
                             "join pg_catalog.pg_database d on d.oid = s.subdbid "
                             "where d.datname = pg_catalog.current_database()")
                         .column();
  for (const auto& name : names) {
    const auto quoted = quote_identifier(name);
    connection.execute("alter subscription " + quoted + " disable");
    connection.execute("alter subscription " + quoted + " set (slot_name = none)");
    connection.execute("drop subscription " + quoted);
  }
}

}  // namespace

/// One server, ours or that of shadow.url, with the databases that we made there.
class ShadowServer : public std::enable_shared_from_this<ShadowServer> {
 public:
  explicit ShadowServer(const ShadowOptions& options)
      : embedded_(private_server(options)),
        parameters_(parameters_of(options)),
        connection_(open({})),
        absent_extensions_(options.absent_extensions),
        prefix_(new_shadow_prefix()) {
    if (is_private())
      become(options.user);
    else
      hold_shadow_prefix(connection_, prefix_);
  }

  ShadowServer(const ShadowServer&) = delete;
  ShadowServer& operator=(const ShadowServer&) = delete;

  ~ShadowServer() {
    if (is_private() || template_ == first_template) return;
    try {
      drop(template_);
    } catch (const std::exception&) {  // the server may be gone
    }
  }

  [[nodiscard]] bool is_private() const { return embedded_.has_value(); }

  [[nodiscard]] pg::Connection& connection() { return connection_; }

  /// Databases are copies of what the setup made; what else it made belongs to the server.
  void set_up(const ShadowOptions& options) {
    if (!options.setup.empty()) {
      auto database = create(template_);
      for (const auto& role : options.roles)
        database.need_role(role);
      load_schema(database, options.setup, {});
      template_ = database.keep();
    }
    if (is_private()) at_first_ = shared_state(connection_);
  }

  [[nodiscard]] bool is_changed() { return is_private() && shared_state(connection_) != at_first_; }

  ShadowDatabase create() { return create(template_); }

  ShadowDatabase copy(const std::string& name) { return create(name); }

  [[nodiscard]] bool lacks_extension(const std::string& name) const {
    return std::ranges::find(absent_extensions_, name) != absent_extensions_.end();
  }

  pg::Connection open(const std::string& database) {
    auto parameters = parameters_;
    if (!database.empty()) parameters = pg::with_database(parameters, database);
    if (!embedded_) return open_elsewhere(parameters);
    const pg::CleanPgEnvironment clean;
    auto connection = pg::Connection::open(parameters);
    embedded_->check(connection.handle());
    return connection;
  }

  /// On a private server it may wait: most often the server goes first.
  void give_back(const std::string& name) {
    if (is_private())
      spent_.push_back(name);
    else
      drop(name);
  }

  void drop(const std::string& name) {
    const bool force = connection_.server_version() >= first_with_force;
    connection_.execute("drop database if exists " + quote_identifier(name) +
                        (force ? " with (force)" : ""));
  }

 private:
  static pg::Connection open_elsewhere(const pg::ConnectionParameters& parameters) {
    try {
      return pg::Connection::open(parameters);
    } catch (Error& error) {
      error.hint(error.hint() + (error.hint().empty() ? "" : "; ") +
                 "this is the server of shadow.url");
      throw;
    }
  }

  static std::optional<pg::EmbeddedServer> private_server(const ShadowOptions& options) {
    if (options.server) return std::nullopt;
    return pg::EmbeddedServer::temporary(options.major);
  }

  pg::ConnectionParameters parameters_of(const ShadowOptions& options) const {
    if (options.server) return *options.server;
    pg::ConnectionParameters out;
    out.values = embedded_->connection_keywords();
    return out;
  }

  void become(const std::string& user) {
    if (is_reserved(user) || user == "postgres") return;
    connection_.execute("create role " + quote_identifier(user) + " superuser login");
    std::erase_if(parameters_.values, [](const auto& pair) { return pair.first == "user"; });
    parameters_.values.emplace_back("user", user);
  }

  ShadowDatabase create(const std::string& from) {
    constexpr std::size_t most_spent = 8;  // of 7 MB each, in memory
    if (spent_.size() == most_spent)
      for (const auto& spent : std::exchange(spent_, {}))
        drop(spent);
    auto name = prefix_ + std::to_string(++count_);
    try {
      connection_.execute(fmt::format(
          "create database {} template {}", quote_identifier(name), quote_identifier(from)));
    } catch (Error& error) {
      if (error.code() == ErrorCode::insufficient_privilege)
        error.hint(
            "the role of shadow.url makes databases for replays: ALTER ROLE ... CREATEDB; or leave "
            "shadow.url away for a private server");
      throw;
    }
    return {shared_from_this(), std::move(name)};
  }

  std::optional<pg::EmbeddedServer> embedded_;
  pg::ConnectionParameters parameters_;
  pg::Connection connection_;
  std::vector<std::string> absent_extensions_;
  std::string prefix_;
  std::string template_ = first_template;
  std::string at_first_;
  int count_ = 0;
  std::vector<std::string> spent_;  ///< databases to drop
};

ShadowDatabase::ShadowDatabase(std::shared_ptr<ShadowServer> server, std::string name)
    : server_(std::move(server)), name_(std::move(name)), connection_(server_->open(name_)) {}

ShadowDatabase::ShadowDatabase(ShadowDatabase&&) noexcept = default;

ShadowDatabase& ShadowDatabase::operator=(ShadowDatabase&& other) noexcept {
  std::swap(server_, other.server_);
  std::swap(name_, other.name_);
  std::swap(connection_, other.connection_);
  std::swap(roles_, other.roles_);
  return *this;
}

ShadowDatabase::~ShadowDatabase() {
  drop();
}

/// Best effort: what cannot be dropped on a private server goes with it.
void ShadowDatabase::drop() noexcept {
  if (!server_) return;
  try {
    if (Interrupt::pending() != 0) Interrupt::acknowledge();
    if (connection_ && connection_->roll_back() && !server_->is_private())
      drop_subscriptions(*connection_);
    connection_.reset();
    server_->give_back(name_);
  } catch (const std::exception&) {  // the server may be gone
  }
}

std::string ShadowDatabase::keep() {
  connection_.reset();
  server_.reset();
  return std::move(name_);
}

void ShadowDatabase::execute(const std::string& sql) {
  if (const auto extension = extension_meant(sql);
      extension && server_->lacks_extension(*extension))
    return;
  if (server_->is_private())
    make_needed(sql);
  else if (const auto command = reaches_outside(sql))
    throw Error(ErrorCode::refused,
                fmt::format("{} would change more of the server of shadow.url than a database of "
                            "this replay",
                            *command))
        .hint(
            "leave shadow.url away: on a private server anything can be replayed; or make it "
            "there by hand, and take it out of the migrations");
  for (const auto& text : sent_in_replay(sql))
    connection_->execute(text);
}

/// A migration may say something of the real database by its name.
void ShadowDatabase::make_needed(const std::string& sql) {
  for (const auto& role : roles_needed(sql))
    need_role(role);
  for (const auto& name : databases_needed(sql))
    if (!pg::database_exists(server_->connection(), name))
      server_->connection().execute(
          fmt::format("create database {} template {}", quote_identifier(name), first_template));
}

pg::Connection ShadowDatabase::watching() const {
  return server_->open(name_);
}

void ShadowDatabase::need_role(const std::string& name) {
  if (!server_->is_private() || !roles_.insert(name).second) return;
  const auto missing = connection_->execute(
      fmt::format("select not exists (select from pg_catalog.pg_roles where rolname = {}) and "
                  "(select rolsuper from pg_catalog.pg_roles where rolname = current_user)",
                  quote_literal(name)));
  if (missing.single() == "t") connection_->execute("create role " + quote_identifier(name));
}

Shadow::Shadow(ShadowOptions options) : options_(std::move(options)) {}

Shadow::~Shadow() = default;

ShadowServer& Shadow::server() {
  if (!server_) {
    server_ = std::make_shared<ShadowServer>(options_);
    server_->set_up(options_);
  }
  return *server_;
}

ShadowDatabase Shadow::fresh_database() {
  if (server_ && server_->is_changed()) server_.reset();
  return server().create();
}

std::optional<ShadowDatabase> Shadow::copy_of(ShadowDatabase& database) {
  if (database.server_ != server_ || server_->is_changed()) return std::nullopt;
  // A template has nobody connected.
  database.connection_.reset();
  std::optional<ShadowDatabase> out(server_->copy(database.name_));
  database.connection_.emplace(server_->open(database.name_));
  return out;
}

int Shadow::major() {
  return server().connection().server_version() / 10000;
}

std::vector<std::string> Shadow::leftovers() {
  if (!options_.server) return {};
  return shadow_leftovers(server().connection());
}

void Shadow::refuse_server(const std::string& identifier) {
  if (!options_.server || pg::system_identifier(server().connection()) != identifier) return;
  throw Error(ErrorCode::refused, "shadow.url is on the same server as the database")
      .detail("both have the system identifier " + identifier)
      .hint(
          "a replay must not come near it: give shadow.url another server, or leave it away for "
          "a private one");
}

}  // namespace migrate::runner
