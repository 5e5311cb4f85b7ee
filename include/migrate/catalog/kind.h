#pragma once

#include "migrate/catalog/snapshot.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::catalog {

/// What a statement can cost whoever runs it.
enum class Hazard {
  data_loss,              ///< rows or values go
  table_rewrite,          ///< every row is written again
  access_exclusive_lock,  ///< readers wait while a table is scanned or rewritten
  not_transactional,      ///< cannot run, or its result not be used, in the same transaction
  might_fail_on_data,     ///< rows that are there may refuse it
};

/// `data-loss`, as in --allow and JSON.
std::string_view name_of(Hazard hazard);

struct Statement {
  std::string sql;  ///< without a semicolon
  std::vector<Hazard> hazards = {};
};

using Statements = std::vector<Statement>;

/// How a change of one property is made.
enum class Policy {
  ignore,    ///< no difference to a user
  alter,     ///< by the kind's alter()
  replace,   ///< by CREATE OR REPLACE: dependents stay
  retype,    ///< by alter(), with all that depends on it dropped before and created behind it
  recreate,  ///< by dropping and creating
};

struct Property {
  std::string_view name;
  Policy policy = Policy::recreate;
};

/// What a kind's functions may look at besides their object.
struct Context {
  const Snapshot& from;
  const Snapshot& to;
};

/// Another object, by name. Of several kinds, with `|` between them, the one that has it.
struct Reference {
  std::string_view kinds;
  Name name;
};

/// The parts that are created inside their owner's CREATE.
using Folded = std::vector<const Object*>;

/// Everything about one kind of object. A new kind is a file in src/catalog/kinds and a line in
/// kinds.cpp.
struct Kind {
  std::string_view id = {};   ///< `statistics`: in JSON, in --rename, in messages
  std::string_view sql = {};  ///< `STATISTICS`: in COMMENT ON, OWNER TO, DROP
  int phase = 0;  ///< where nothing else decides, lower is created earlier, dropped later
  /// The ids of the kinds that it may be part of, with `|` between them; that object's name is its
  /// own without the last word. Empty: it stands alone.
  std::string_view part = {};

  /// Rows of `classid, objid, objsubid`, then the words of the name, then the properties, in their
  /// order, then the owner where it has one, then the rights (aclitem[] as text, those by default
  /// written out) where it has such. Read with an empty search_path. `$scope` in it stands for a
  /// condition on `n.nspname`, `$hosts` for one that takes in the tables (`c`) of a platform, and
  /// `$others` for the platform's schemas, as text[]. Null: a kind that is derived from others.
  std::string (*query)(int server_version) = nullptr;
  /// The server works long on each row: they may be read on a second connection.
  bool is_costly = false;
  /// The query reads the connections of subscriptions: where the role may not, it is left out, and
  /// the objects are not known.
  bool is_secret = false;
  /// Puts what a row gave into its final form; false: it cannot, the object is not known.
  bool (*read)(Object& object) = nullptr;
  /// What of the object is not compared, for a warning: `password of user mapping for ...`.
  std::vector<std::string> (*not_compared)(const Object& object) = nullptr;
  std::size_t words = 2;  ///< of the name
  std::span<const Property> properties = {};

  Statements (*create)(const Object& object,
                       const Folded& folded,
                       const Context& context) = nullptr;
  /// From one to the other, where the strongest policy of what differs is alter or replace.
  Statements (*alter)(const Object& from, const Object& to, const Context& context) = nullptr;
  Statements (*drop)(const Object& object, const Context& context) = nullptr;

  /// `public.users`, `c ON public.users`: behind the kind's `sql` in COMMENT ON.
  std::string (*reference)(const Object& object) = nullptr;
  /// What it looks like inside the CREATE of what it is part of; empty: it is no part of it.
  std::string (*inside)(const Object& object) = nullptr;
  /// What is left to do where the object came with what it is inherited from. Null: nothing, and
  /// no change of it either.
  Statements (*settle)(const Object& object, const Context& context) = nullptr;
  /// What it needs and pg_depend does not say.
  std::vector<Reference> (*needs)(const Object& object) = nullptr;
  /// Where the properties' policies are not enough.
  Policy (*decide)(const Object& from, const Object& to, const Context& context) = nullptr;

  /// It ties the table that it is part of to what it needs first: a table or a type whose columns
  /// and constraints the table has.
  bool is_link = false;
  bool in_schema = true;  ///< the first word of its name is a schema
  /// Kinds of one group cannot have two objects of one schema and last word. Empty: they can; of
  /// several groups, with `|` between them, all count: a table has a row type of its name.
  std::string_view names = {};
  /// The name that it takes there, where that is not its own last word.
  std::string (*takes)(const Object& object) = nullptr;
  bool has_owner = false;  ///< ALTER ... OWNER TO
  /// Whether its owner is always that of another object, and changes with that one's.
  bool (*follows_owner)(const Object& object) = nullptr;
  bool has_rights = false;  ///< GRANT ... ON
};

/// All kinds, in the order of their phases.
std::span<const Kind* const> kinds();

/// Null where there is none.
const Kind* find_kind(std::string_view id);

}  // namespace migrate::catalog
