#pragma once

#include "migrate/commands/command.h"
#include "migrate/config/settings.h"
#include "migrate/revision/revision_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::commands {

/// Where a schema is taken from: the value of --from and --to, or the config's `schema.desired`.
struct Source {
  enum class Kind {
    database,  ///< the configured one
    url,       ///< `text` is its URL
    sql,       ///< `text` is a file or a folder, absolute
    command,   ///< `text` is a command for the shell that prints SQL
    versions,  ///< the migrations, up to the target `text`
    empty,
    snapshot,  ///< `text` is a file of `inspect --format json`, absolute
  };
  Kind kind = Kind::database;
  std::string text = {};
  std::string shown = {};  ///< for messages: without a password
  Place place = {};        ///< where the config says it

  [[nodiscard]] bool is_database() const { return kind == Kind::database || kind == Kind::url; }

  /// It is SQL to be run on the shadow.
  [[nodiscard]] bool is_replayed() const {
    return kind == Kind::sql || kind == Kind::command || kind == Kind::versions ||
           kind == Kind::empty;
  }
};

/// Throws Error(usage) for a word that is none, Error(config) for `desired` where the config says
/// none.
Source source_of(const Context& context, const config::Settings& settings, std::string_view word);

/// The SQL files of a source that is a file, a folder or a command, which runs now. Throws
/// Error(file, malformed_file, command_failed).
std::vector<revision::RevisionFile> sql_of(const config::Settings& settings, const Source& source);

/// The words that source_of takes, for help texts.
constexpr auto source_words =
    "`database`, a postgresql:// URL, an SQL file or a folder of them, `desired`, `versions`, "
    "`versions@REV`, `empty`, or a file of `inspect --format json`";

}  // namespace migrate::commands
