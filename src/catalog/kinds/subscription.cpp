#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"
#include "migrate/pg/url.h"

namespace migrate::catalog {

namespace {

// What only works with its publisher is no part of the schema: the slot there, whether it is
// enabled, which tables it has caught up with. No statement here asks a publisher, as none of
// pg_dump's does. The password is not written to a file, nor compared: each database has its own.

std::string query(int version) {
  return fmt::format(
      "select 'pg_subscription'::regclass::oid, s.oid, 0, s.subname, s.subconninfo, false, "
      "array(select p from unnest(s.subpublications) p order by 1)::text, s.subslotname, "
      "s.subsynccommit, {}, {}, {}, {}, {}, {}, {}, {}, pg_get_userbyid(s.subowner) "
      "from pg_subscription s join pg_database d on d.oid = s.subdbid "
      "where d.datname = current_database()",
      version >= 140000 ? "s.subbinary" : "null::bool",
      version >= 160000 ? "case s.substream when 'f' then 'off' when 't' then 'on' else 'parallel' "
                          "end"
      : version >= 140000 ? "case when s.substream then 'on' else 'off' end"
                          : "null::text",
      version >= 150000 ? "s.subtwophasestate <> 'd'" : "null::bool",
      version >= 150000 ? "s.subdisableonerr" : "null::bool",
      version >= 160000 ? "s.subpasswordrequired" : "null::bool",
      version >= 160000 ? "s.subrunasowner" : "null::bool",
      version >= 160000 ? "s.suborigin" : "null::text",
      version >= 170000 ? "s.subfailover" : "null::bool");
}

// What needs the publisher to be altered is only there for a new one.
constexpr Property properties[] = {{"connection", Policy::alter},
                                   {"has password", Policy::ignore},
                                   {"publications", Policy::alter},
                                   {"slot name", Policy::alter},
                                   {"synchronous commit", Policy::alter},
                                   {"binary", Policy::alter},
                                   {"streaming", Policy::alter},
                                   {"two phase"},
                                   {"disable on error", Policy::alter},
                                   {"password required", Policy::alter},
                                   {"run as owner", Policy::alter},
                                   {"origin", Policy::alter},
                                   {"failover"}};

/// Another libpq may not know all keywords of the server's.
bool read(Object& object) {
  const auto shown = pg::without_password(object.properties.at(0).value_or(""));
  if (!shown) return false;
  object.properties[0] = shown->text;
  object.properties[1] = shown->has_password ? "t" : "f";
  return true;
}

std::vector<std::string> not_compared(const Object& object) {
  std::vector<std::string> out{
      fmt::format("state of subscription {} (its slot, whether it is enabled)", last(object))};
  if (object.is("has password")) out.push_back("password of subscription " + last(object));
  return out;
}

struct Option {
  std::string_view property;
  std::string_view word;
  std::string_view by_default;  ///< `t` and `f` for true and false; empty: always written
};

constexpr Option options[] = {{"synchronous commit", "synchronous_commit", "off"},
                              {"binary", "binary", "f"},
                              {"streaming", "streaming", ""},
                              {"two phase", "two_phase", "f"},
                              {"disable on error", "disable_on_error", "f"},
                              {"password required", "password_required", "t"},
                              {"run as owner", "run_as_owner", "f"},
                              {"origin", "origin", "any"},
                              {"failover", "failover", "f"}};

std::string written(const Option& option, const std::string& value) {
  std::string_view word = value;
  if (word == "t" || word == "f") word = word == "t" ? "true" : "false";
  return fmt::format("{} = {}", option.word, word);
}

std::string slot_of(const Object& object) {
  return "slot_name = " +
         (object.get("slot name") ? quote_literal(object.text("slot name")) : std::string("NONE"));
}

std::string publications_of(const Object& object) {
  std::string out;
  for (const auto& name : parse_array(object.text("publications")))
    out += (out.empty() ? "" : ", ") + identifier(name);
  return out;
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  std::string list = "connect = false";
  if (object.get("slot name") != object.name.back()) list += ", " + slot_of(object);
  for (const auto& option : options)
    if (const auto& value = object.get(option.property); value && *value != option.by_default)
      list += ", " + written(option, *value);
  return {{fmt::format("CREATE SUBSCRIPTION {} CONNECTION {} PUBLICATION {} WITH ({})",
                       last(object),
                       quote_literal(object.text("connection")),
                       publications_of(object),
                       list)}};
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  const auto alter = "ALTER SUBSCRIPTION " + last(to);
  Statements out;
  if (differ(from, to, "connection")) {
    Statement statement{alter + " CONNECTION " + quote_literal(to.text("connection"))};
    if (from.is("has password")) statement.hazards = {Hazard::data_loss};
    out.push_back(statement);
  }
  if (differ(from, to, "publications"))
    out.push_back(
        {fmt::format("{} SET PUBLICATION {} WITH (refresh = false)", alter, publications_of(to))});
  std::string list;
  if (differ(from, to, "slot name")) list = slot_of(to);
  for (const auto& option : options)
    if (differ(from, to, option.property) && to.get(option.property))
      list += (list.empty() ? "" : ", ") + written(option, to.text(option.property));
  if (!list.empty()) out.push_back({fmt::format("{} SET ({})", alter, list)});
  return out;
}

/// The slot stays at the publisher.
Statements drop(const Object& object, const Context& /*context*/) {
  const auto alter = "ALTER SUBSCRIPTION " + last(object);
  Statements out;
  if (object.get("slot name")) out = {{alter + " DISABLE"}, {alter + " SET (slot_name = NONE)"}};
  out.push_back({"DROP SUBSCRIPTION " + last(object), {Hazard::data_loss}});
  return out;
}

}  // namespace

const Kind subscription_kind{.id = "subscription",
                             .sql = "SUBSCRIPTION",
                             .query = query,
                             .is_secret = true,
                             .read = read,
                             .not_compared = not_compared,
                             .words = 1,
                             .properties = properties,
                             .create = create,
                             .alter = alter,
                             .drop = drop,
                             .reference = last,
                             .in_schema = false,
                             .has_owner = true};

}  // namespace migrate::catalog
