#pragma once

#include "migrate/base/files.h"
#include "migrate/config/environment.h"
#include "migrate/config/setting.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate::config {

enum class RevisionIds { hash, sequential, timestamp };
enum class TransactionMode { per_migration, all };
enum class Checksums { warn, error, off };
enum class Confirm { never, downgrade, always };
enum class Platform { none, supabase };

using Milliseconds = std::chrono::milliseconds;

/// `database:` of the config.
struct DatabaseSettings {
  Setting<std::string> url{std::string("embedded")};  ///< use database_url(), which checks it
  Setting<std::string> version_table{std::string("migrate_version")};
  Setting<std::string> version_table_schema{std::string("public")};
  Setting<std::string> role{std::string()};         ///< empty: none
  Setting<std::string> search_path{std::string()};  ///< as in SET; empty: the server's
  std::vector<std::pair<std::string, Setting<std::string>>> settings;  ///< in file order
  Setting<Milliseconds> connect_timeout{Milliseconds(10'000)};
};

/// `lock:` of the config.
struct LockSettings {
  Setting<Milliseconds> wait{Milliseconds(60'000)};
  Setting<std::optional<Milliseconds>> lock_timeout{std::optional<Milliseconds>()};  ///< none: auto
  Setting<std::size_t> retries{std::size_t{10}};
};

/// `hooks:` of the config, in order: commands for the shell; those around a run may be SQL files.
struct HookSettings {
  std::vector<Setting<std::string>> after_revision;
  std::vector<Setting<std::string>> before_upgrade;
  std::vector<Setting<std::string>> after_upgrade;
  std::vector<Setting<std::string>> after_step;
  std::vector<Setting<std::string>> on_error;
};

/// `schema:` of the config: what a schema is compared with, and which part of it.
struct SchemaSettings {
  Setting<std::string> desired{std::string()};          ///< a file or folder; use desired_schema()
  Setting<std::string> desired_command{std::string()};  ///< prints it
  Setting<std::string> desired_url{std::string()};      ///< a database that has it
  std::vector<Setting<std::string>> include;            ///< globs; none: everything
  std::vector<Setting<std::string>> exclude;
  Setting<Platform> platform{Platform::none};
  Setting<std::string> dump{std::string()};  ///< use schema_dump()
};

/// `naming:` of the config: patterns for names that nobody has given; empty: the server's.
struct NamingSettings {
  Setting<std::string> primary_key{std::string()};
  Setting<std::string> foreign_key{std::string()};
  Setting<std::string> index{std::string()};
  Setting<std::string> unique{std::string()};
  Setting<std::string> check{std::string()};
};

/// `shadow:` of the config: where migrations are replayed.
struct ShadowSettings {
  Setting<std::string> url{std::string("embedded")};
  std::vector<Setting<std::string>> setup;  ///< use shadow_setup_files()
};

/// What `migrate.yaml`, its overlay and the command line say. A plain value; texts with `${NAME}`
/// are replaced when they are asked for, by `get()` or by the functions below.
struct Settings {
  files::Path folder;                      ///< of the project: absolute, relative paths start here
  std::optional<files::Path> config_file;  ///< none: there was no file, all is default
  std::optional<std::string> overlay;      ///< the name given with `--env`
  std::optional<std::string> url_option;   ///< `--url`
  std::shared_ptr<const Environment> environment;

  std::vector<Setting<std::string>> versions{{std::string("versions")}};  ///< use version_folders()
  Setting<bool> recursive{false};
  Setting<std::string> templates{std::string("templates")};  ///< use templates_folder()
  Setting<std::string> file_template{std::string("{year}_{month}_{day}_{rev}_{slug}")};
  Setting<RevisionIds> revision_ids{RevisionIds::hash};
  Setting<std::string> timezone{std::string("UTC")};
  Setting<std::size_t> truncate_slug_length{std::size_t{40}};
  DatabaseSettings database;
  Setting<TransactionMode> transaction{TransactionMode::per_migration};
  Setting<Checksums> checksums{Checksums::warn};
  Setting<Confirm> confirm{Confirm::never};
  Setting<bool> placeholders{false};  ///< where a migration's header does not say
  LockSettings lock;
  HookSettings hooks;
  SchemaSettings schema;
  NamingSettings naming;
  ShadowSettings shadow;
  std::vector<Setting<std::string>> repeatable;  ///< use repeatable_folders()
  std::vector<Setting<std::string>> seeds;       ///< use seed_files()
  std::vector<std::string> environments;         ///< the names that `--env` knows
};

/// What the command line and the process say about the config.
struct Request {
  std::optional<std::string> config_file;  ///< `--config`; else MIGRATE_CONFIG of `environment`
  std::optional<std::string> overlay;      ///< `--env`; else MIGRATE_ENV of `environment`
  std::optional<std::string> url;          ///< `--url`
  files::Path working_folder;              ///< where the search for `migrate.yaml` starts
  Environment environment;                 ///< without `.env`, which is found here
};

/// Find the config file, read it with its `.env`, check every key and lay the overlay over it.
/// Throws Error(config), Error(unsupported) for a key that this version does not act on, or
/// Error(file). No message holds a URL.
Settings load(const Request& request);

/// What some command would stumble over: values whose variables are not set or make no sense, one
/// error each. Each command reads only the values that it uses.
std::vector<Error> unreadable(const Settings& settings);

/// The folders of `versions`, absolute.
std::vector<files::Path> version_folders(const Settings& settings);
/// The folder of `templates`, absolute.
files::Path templates_folder(const Settings& settings);

/// The folders of `repeatable`, absolute.
std::vector<files::Path> repeatable_folders(const Settings& settings);

/// The SQL files of `seeds`, absolute, in order; of a folder those that are in it. Throws
/// Error(file) for one that is not there.
std::vector<files::Path> seed_files(const Settings& settings);

/// `schema.desired`.
struct Desired {
  enum class Kind { none, path, command, url };
  Kind kind = Kind::none;
  std::string text;  ///< an absolute path, a command for the shell, a URL
  Place place;
};

Desired desired_schema(const Settings& settings);

/// The SQL files of `shadow.setup`, absolute, in order, as seed_files() gives them.
std::vector<files::Path> shadow_setup_files(const Settings& settings);

/// The file of `schema.dump`, absolute.
std::optional<files::Path> schema_dump(const Settings& settings);

/// The database that a connecting command uses.
struct DatabaseUrl {
  std::string text;       ///< as the user wrote it, variables replaced; may hold a password
  bool embedded = false;  ///< the private server; `text` is then `embedded`
  std::string source;     ///< for messages: `--url`, `DATABASE_URL`, `database.url in migrate.yaml`
  Place place;            ///< in the config file; without a file where it came from elsewhere
};

/// Throws Error(config) where the URL is empty, a variable in it is not set, or `embedded` is
/// forbidden by MIGRATE_EMBEDDED=never.
DatabaseUrl database_url(const Settings& settings);

/// What migrations and bookkeeping run with: `database:` without the address. Also for `--sql`.
struct DatabaseSession {
  std::string version_table;
  std::string version_table_schema;
  std::optional<std::string> role;
  std::optional<std::string> search_path;
  std::vector<std::pair<std::string, std::string>> settings;
};

DatabaseSession database_session(const Settings& settings);

}  // namespace migrate::config
