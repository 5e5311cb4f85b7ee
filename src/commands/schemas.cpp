#include "commands/schemas.h"

#include "commands/platform.h"
#include "commands/repeatables.h"
#include "commands/run_plan.h"
#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/naming.h"
#include "migrate/diff/diff.h"
#include "migrate/pg/databases.h"
#include "migrate/revision/plan.h"
#include "migrate/runner/replay.h"
#include "migrate/runner/snapshot_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <utility>

namespace migrate::commands {

namespace {

using catalog::Snapshot;
using runner::ShadowDatabase;

catalog::Scope scope_of(const config::Settings& settings) {
  catalog::Scope scope;
  if (!settings.schema.include.empty()) scope.include.clear();
  for (const auto& glob : settings.schema.include)
    scope.include.push_back(glob.get());
  for (const auto& glob : settings.schema.exclude)
    scope.exclude.push_back(glob.get());
  scope.others = owned_by_platform(settings);
  const auto tables = tables_of(settings);
  for (const auto& name :
       {tables.version_table, std::string("migrate_history"), std::string("migrate_progress")})
    scope.own_tables.push_back(tables.schema + "." + name);
  return scope;
}

catalog::Naming naming_of(const config::Settings& settings) {
  const auto& naming = settings.naming;
  return {.primary_key = naming.primary_key.get(),
          .foreign_key = naming.foreign_key.get(),
          .index = naming.index.get(),
          .unique = naming.unique.get(),
          .check = naming.check.get()};
}

/// A schema that the tool made for its tables alone is no part of anybody's schema.
bool holds_our_tables_alone(const Snapshot& snapshot, const std::string& schema) {
  if (schema == "public") return false;
  return std::ranges::none_of(snapshot.objects, [&](const catalog::Object& object) {
    return object.kind->in_schema && object.name.size() > 1 && object.name.front() == schema;
  });
}

/// A part of the database's URL that says how migrations run. Where there is no URL that can be
/// read nothing says so.
std::optional<std::string> search_path_in_url(const config::Settings& settings) {
  try {
    const auto url = config::database_url(settings);
    return url.embedded ? std::nullopt : pg::parse_url(url.text).search_path;
  } catch (const Error&) {
    return std::nullopt;
  }
}

runner::RunOptions replay_options(const config::Settings& settings) {
  auto options = run_options(settings, history::State{}, std::nullopt);
  options.row_security = "on";
  if (!options.search_path) options.search_path = search_path_in_url(settings);
  if (!options.search_path) options.search_path = platform_search_path(settings);
  return options;
}

pg::ConnectionParameters shadow_server(const config::Settings& settings, const std::string& url) {
  try {
    return pg::parse_url(url, {.connect_timeout = settings.database.connect_timeout.get()});
  } catch (Error& error) {
    throw error.at(settings.shadow.url.place());
  }
}

runner::ShadowOptions shadow_options(const config::Settings& settings,
                                     std::optional<int> major,
                                     const std::string& user) {
  runner::ShadowOptions out{.server = {}, .major = major, .user = user};
  if (out.user.empty()) out.user = config::database_session(settings).role.value_or("postgres");
  if (const auto url = settings.shadow.url.get(); url != "embedded")
    out.server = shadow_server(settings, url);
  add_platform(settings, out);
  for (const auto& path : config::shadow_setup_files(settings))
    out.setup.push_back(revision::parse_schema_file(files::read(path), files::shown(path)));
  return out;
}

Snapshot read_file(const Source& source) {
  try {
    return runner::read_snapshot(Json::parse(files::read(source.text)), source.shown);
  } catch (Error& error) {
    if (!error.place().file.empty()) throw;
    auto place = error.place();
    place.file = source.shown;
    throw error.at(std::move(place)).hint("write it anew with `migrate inspect --format json`");
  }
}

}  // namespace

std::string names_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  const auto shown = std::min(names.size(), most);
  auto out = join(std::span(names).first(shown), ", ");
  if (shown < names.size()) out += fmt::format(" and {} more", names.size() - shown);
  return out;
}

Schemas::Schemas(const Context& context,
                 const config::Settings& settings,
                 Database* open,
                 std::string owner)
    : context_(context), settings_(settings), open_(open), owner_(std::move(owner)) {}

Schema Schemas::read(const Source& source) {
  if (source.is_replayed()) return read_replayed(source);
  if (source.kind != Source::Kind::snapshot) return read_database(source);
  Schema out{.source = source, .snapshot = read_file(source)};
  major_ = out.snapshot.server_version / 10000;
  if (user_.empty()) user_ = out.snapshot.self;
  return out;
}

Schemas::Pair Schemas::read(const Source& from, const Source& to) {
  if (from.is_database() && to.is_database()) return read_both(from, to);
  if (!from.is_replayed() || to.is_replayed()) {
    auto first = read(from);
    return {.from = std::move(first), .to = read(to)};
  }
  auto second = read(to);
  return {.from = read(from), .to = std::move(second)};
}

runner::Shadow& Schemas::shadow() {
  if (!shadow_) {
    shadow_.emplace(shadow_options(settings_, major_, user_));
    for (const auto& server : servers_)
      shadow_->refuse_server(server);
    for (const auto& name : shadow_->leftovers())
      context_.log(
          fmt::format("warning: a run that was killed has left a database on the server of "
                      "shadow.url; nobody uses it: DROP DATABASE {}",
                      name));
  }
  return *shadow_;
}

Snapshot Schemas::look_at(pg::Connection& connection,
                          const std::string& self,
                          const catalog::OpenAnother& another) const {
  auto scope = scope_of(settings_);
  scope.self = self;
  auto out = catalog::introspect(connection, scope, another);
  const auto own = tables_of(settings_).schema;
  if (holds_our_tables_alone(out, own)) {
    scope.exclude.push_back(own);
    out = catalog::introspect(connection, scope, another);
  }
  return out;
}

Snapshot Schemas::look_at(ShadowDatabase& database) {
  return look_at(database.connection(), "", [&database] { return database.watching(); });
}

runner::RunOptions Schemas::options_of_replays() const {
  return replay_options(settings_);
}

Snapshot Schemas::nothing() {
  auto database = shadow().fresh_database();
  return look_at(database);
}

void Schemas::note_server(pg::Connection& connection, const Snapshot& snapshot) {
  major_ = snapshot.server_version / 10000;
  if (user_.empty()) user_ = snapshot.self;
  if (settings_.shadow.url.get() != "embedded")
    servers_.push_back(pg::system_identifier(connection));
}

/// A database that is open for reading.
struct Schemas::Live {
  Live(const Context& context,
       const config::Settings& settings,
       const Source& from,
       Database* open,
       const std::string& owner)
      : source(from),
        own(open == nullptr ? std::make_unique<Database>(context, settings) : nullptr),
        database(open == nullptr ? *own : *open),
        self(from.kind == Source::Kind::database
                 ? config::database_session(settings).role.value_or(owner)
                 : std::string()) {}

  Source source;
  std::unique_ptr<Database> own;
  Database& database;
  std::string self;
};

std::unique_ptr<Schemas::Live> Schemas::open(const Source& source) {
  auto settings = settings_;
  if (source.kind == Source::Kind::url) settings.url_option = source.text;
  auto* const open = source.kind == Source::Kind::database ? open_ : nullptr;
  auto out = std::make_unique<Live>(context_, settings, source, open, owner_);
  databases_.push_back(out->database.shown());
  return out;
}

Snapshot Schemas::look_at(Live& live) const {
  return look_at(
      live.database.connection(), live.self, [&live] { return live.database.watching(); });
}

Schema Schemas::read_database(const Source& source) {
  const auto live = open(source);
  Schema out{.source = source, .snapshot = look_at(*live)};
  note_server(live->database.connection(), out.snapshot);
  return out;
}

Schemas::Pair Schemas::read_both(const Source& from, const Source& to) {
  const auto first = open(from);
  const auto second = open(to);
  auto other = std::async(std::launch::async, [this, &second] { return look_at(*second); });
  Pair out{.from = {.source = from, .snapshot = look_at(*first)},
           .to = {.source = to, .snapshot = other.get()}};
  note_server(first->database.connection(), out.from.snapshot);
  note_server(second->database.connection(), out.to.snapshot);
  return out;
}

Schema Schemas::read_replayed(const Source& source) {
  // A mistake in the files is found before a server is started.
  std::vector<revision::RevisionFile> files;
  if (source.kind == Source::Kind::sql || source.kind == Source::Kind::command)
    files = sql_of(settings_, source);
  auto remarks = rename_remarks(files);
  auto database = shadow().fresh_database();
  if (source.kind == Source::Kind::versions) replay_versions(database, source.text);
  runner::load_schema(database, files, replay_options(settings_));
  Schema out{.source = source, .snapshot = look_at(database), .remarks = std::move(remarks)};
  out.held = std::move(database);
  return out;
}

void Schemas::replay_versions(ShadowDatabase& database, const std::string& target) {
  const Project project(settings_);
  const Repeatables repeatables(context_, settings_);
  const std::vector<std::string> targets{target};
  auto plan = revision::plan_upgrade(project.map(), {}, targets);
  LoadedPlan loaded{plan, load_steps(context_, settings_, project, plan)};
  const std::vector<std::string> all{"heads"};
  if (plan.to == revision::plan_upgrade(project.map(), {}, all).to)
    repeatables.add_to_upgrade(loaded, {});
  run(database, loaded.steps);
}

void Schemas::run(ShadowDatabase& database, const std::vector<runner::RunStep>& steps) {
  runner::replay(database, steps, replay_options(settings_));
}

void Schemas::name(Schema& schema, const Snapshot& other) {
  const auto naming = naming_of(settings_);
  const bool is_written =
      schema.source.kind == Source::Kind::sql || schema.source.kind == Source::Kind::command;
  if (naming.is_empty() || !is_written) return;
  const auto renames =
      catalog::names_by_convention(schema.held->connection(), naming, schema.snapshot, other);
  if (renames.empty()) return;
  runner::apply(*schema.held, renames, runner::InTransaction::yes);
  schema.snapshot = look_at(*schema.held);
}

void Schemas::hold(Schema& schema) {
  if (schema.held) return;
  auto database = shadow().fresh_database();
  const diff::Options everything{.allow = {catalog::Hazard::data_loss}};
  const auto plan = diff::compare(look_at(database), schema.snapshot, everything);
  Error error(ErrorCode::diff,
              fmt::format("the schema of {} cannot be made anew on the shadow server",
                          schema.source.shown));
  error.hint("--no-verify leaves the proof out").state("your database is untouched");
  try {
    runner::apply(database,
                  plan.statements,
                  plan.needs_commits ? runner::InTransaction::no : runner::InTransaction::yes);
  } catch (const pg::StatementFailed& e) {
    throw error.detail(e.message() + "\n" + e.detail()).sqlstate(e.sqlstate());
  }
  std::vector<std::string> names;
  for (const auto& change : diff::compare(look_at(database), schema.snapshot, everything).changes)
    names.push_back(fmt::format("{} {}", change.kind->id, change.name));
  if (!names.empty()) throw error.detail("what is different then: " + names_of(names));
  schema.held = std::move(database);
}

}  // namespace migrate::commands
