#pragma once

#include "commands/database.h"
#include "commands/rename_remarks.h"
#include "commands/source.h"
#include "migrate/catalog/introspect.h"
#include "migrate/catalog/snapshot.h"
#include "migrate/runner/run.h"
#include "migrate/runner/shadow.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace migrate::commands {

/// A schema that was read.
struct Schema {
  Source source;
  catalog::Snapshot snapshot;
  std::vector<RenameRemark> remarks = {};           ///< in its files
  std::optional<runner::ShadowDatabase> held = {};  ///< a database of the shadow that has it
};

/// Reads schemas from their sources: SQL and migrations are run on the shadow server, and what is
/// in the catalog then is the schema.
class Schemas {
 public:
  /// `open`: the configured database, where there is a connection to it already. `owner`: whose
  /// objects there count as having no owner of their own, where the config names no role; empty:
  /// the session's user.
  Schemas(const Context& context,
          const config::Settings& settings,
          Database* open = nullptr,
          std::string owner = {});

  Schema read(const Source& source);

  struct Pair {
    Schema from;
    Schema to;
  };

  /// Both; what is no replay is read first, since the shadow follows it in version and user.
  Pair read(const Source& from, const Source& to);

  /// Make a database of the shadow that has the schema, where there is none yet: by the statements
  /// that make it from nothing, which are proven first. Throws Error(diff).
  void hold(Schema& schema);

  /// Run sections in a database of the shadow, as `upgrade` and `downgrade` would.
  void run(runner::ShadowDatabase& database, const std::vector<runner::RunStep>& steps);

  /// Names that nobody gave in a schema written as SQL follow the config's patterns, but for those
  /// that the other schema has too.
  void name(Schema& schema, const catalog::Snapshot& other);

  /// What such a database has now.
  catalog::Snapshot look_at(runner::ShadowDatabase& database);

  /// Of a database without anything.
  catalog::Snapshot nothing();

  /// A database of the shadow for replays by the caller.
  runner::ShadowDatabase fresh_database() { return shadow().fresh_database(); }

  /// See Shadow::copy_of.
  std::optional<runner::ShadowDatabase> copy_of(runner::ShadowDatabase& database) {
    return shadow().copy_of(database);
  }

  /// How migrations are replayed.
  [[nodiscard]] runner::RunOptions options_of_replays() const;

  /// The databases that were read, for people.
  [[nodiscard]] const std::vector<std::string>& databases() const { return databases_; }

 private:
  runner::Shadow& shadow();
  catalog::Snapshot look_at(pg::Connection& connection,
                            const std::string& self,
                            const catalog::OpenAnother& another) const;

  struct Live;
  std::unique_ptr<Live> open(const Source& source);
  catalog::Snapshot look_at(Live& live) const;
  Schema read_database(const Source& source);
  /// Two databases, at the same time.
  Pair read_both(const Source& from, const Source& to);
  Schema read_replayed(const Source& source);
  void note_server(pg::Connection& connection, const catalog::Snapshot& snapshot);
  void replay_versions(runner::ShadowDatabase& database, const std::string& target);

  const Context& context_;
  const config::Settings& settings_;
  Database* open_;
  std::string owner_;
  std::optional<runner::Shadow> shadow_;
  std::optional<int> major_;          ///< that the shadow has to have
  std::string user_;                  ///< whom replays run as; empty: nobody has said it
  std::vector<std::string> servers_;  ///< identifiers of those that were read
  std::vector<std::string> databases_;
};

/// `table public.users, column public.orders.note and 3 more`: what differs, for messages.
std::string names_of(const std::vector<std::string>& names);

}  // namespace migrate::commands
