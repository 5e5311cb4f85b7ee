#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <array>

namespace migrate::catalog {

namespace {

std::string wrapper_query(int /*version*/) {
  return fmt::format(
      "select 'pg_foreign_data_wrapper'::regclass::oid, f.oid, 0, f.fdwname, "
      "nullif(f.fdwhandler, 0)::regproc, nullif(f.fdwvalidator, 0)::regproc, {}, "
      "pg_get_userbyid(f.fdwowner), coalesce(f.fdwacl, acldefault('F', f.fdwowner))::text "
      "from pg_foreign_data_wrapper f",
      sorted_options("f.fdwoptions"));
}

constexpr Property wrapper_properties[] = {
    {"handler", Policy::alter}, {"validator", Policy::alter}, {"options", Policy::alter}};

struct Function {
  std::string_view property;
  std::string_view word;
};

constexpr auto functions =
    std::to_array<Function>({{"handler", "HANDLER"}, {"validator", "VALIDATOR"}});

std::string function_text(const Object& object, const Function& function) {
  const auto& name = object.text(function.property);
  return name.empty() ? fmt::format(" NO {}", function.word)
                      : fmt::format(" {} {}", function.word, name);
}

Statements create_wrapper(const Object& object,
                          const Folded& /*folded*/,
                          const Context& /*context*/) {
  auto sql = "CREATE FOREIGN DATA WRAPPER " + last(object);
  for (const auto& function : functions)
    if (object.get(function.property)) sql += function_text(object, function);
  return {{sql + foreign_options(object, "options")}};
}

Statements alter_wrapper(const Object& from, const Object& to, const Context& /*context*/) {
  auto sql = "ALTER FOREIGN DATA WRAPPER " + last(to);
  for (const auto& function : functions)
    if (differ(from, to, function.property)) sql += function_text(to, function);
  return {{sql + alter_foreign_options(from, to, "options")}};
}

std::string server_query(int /*version*/) {
  return fmt::format(
      "select 'pg_foreign_server'::regclass::oid, s.oid, 0, s.srvname, f.fdwname, s.srvtype, "
      "s.srvversion, {}, pg_get_userbyid(s.srvowner), coalesce(s.srvacl, acldefault('S', "
      "s.srvowner))::text "
      "from pg_foreign_server s join pg_foreign_data_wrapper f on f.oid = s.srvfdw",
      sorted_options("s.srvoptions"));
}

constexpr Property server_properties[] = {
    {"wrapper"}, {"type"}, {"version", Policy::alter}, {"options", Policy::alter}};

Statements create_server(const Object& object,
                         const Folded& /*folded*/,
                         const Context& /*context*/) {
  auto sql = "CREATE SERVER " + last(object);
  if (object.get("type")) sql += " TYPE " + quote_literal(object.text("type"));
  if (object.get("version")) sql += " VERSION " + quote_literal(object.text("version"));
  return {{fmt::format("{} FOREIGN DATA WRAPPER {}{}",
                       sql,
                       identifier(object.text("wrapper")),
                       foreign_options(object, "options"))}};
}

Statements alter_server(const Object& from, const Object& to, const Context& /*context*/) {
  auto sql = "ALTER SERVER " + last(to);
  if (differ(from, to, "version"))
    sql +=
        " VERSION " + (to.get("version") ? quote_literal(to.text("version")) : std::string("NULL"));
  return {{sql + alter_foreign_options(from, to, "options")}};
}

// As whom a role is known there. A password is not written to a file, nor compared: each database
// has its own. Options are shown to few (definition of the view); a mapping without is not known.

std::string mapping_query(int /*version*/) {
  return fmt::format(
      "select 'pg_user_mapping'::regclass::oid, m.umid, 0, m.srvname, m.usename, {}, exists "
      "(select from unnest(m.umoptions) o where o ~ '^[a-z_]*password=') "
      "from pg_user_mappings m join pg_foreign_server s on s.oid = m.srvid "
      "where (m.usename = current_user and has_server_privilege(s.oid, 'USAGE')) or (m.umuser = 0 "
      "and pg_has_role(s.srvowner, 'USAGE')) or (select r.rolsuper from pg_roles r where r.rolname "
      "= current_user)",
      sorted_options("m.umoptions", "o !~ '^[a-z_]*password='"));
}

constexpr Property mapping_properties[] = {{"options", Policy::alter},
                                           {"has password", Policy::ignore}};

/// `public` is no role: a role cannot have that name.
std::string for_user(const Object& object) {
  const auto& user = object.name.at(1);
  return fmt::format("USER MAPPING FOR {} SERVER {}",
                     user == "public" ? "PUBLIC" : identifier(user),
                     identifier(object.name.at(0)));
}

Statements create_mapping(const Object& object,
                          const Folded& /*folded*/,
                          const Context& /*context*/) {
  return {{"CREATE " + for_user(object) + foreign_options(object, "options")}};
}

Statements alter_mapping(const Object& from, const Object& to, const Context& /*context*/) {
  return {{"ALTER " + for_user(to) + alter_foreign_options(from, to, "options")}};
}

std::vector<std::string> not_compared(const Object& object) {
  if (!object.is("has password")) return {};
  return {fmt::format(
      "password of user mapping for {} on server {}", object.name.at(1), object.name.at(0))};
}

Statements drop_mapping(const Object& object, const Context& /*context*/) {
  Statement out{"DROP " + for_user(object)};
  if (object.is("has password")) out.hazards = {Hazard::data_loss};
  return {out};
}

}  // namespace

const Kind foreign_data_wrapper_kind{.id = "foreign data wrapper",
                                     .sql = "FOREIGN DATA WRAPPER",
                                     .query = wrapper_query,
                                     .words = 1,
                                     .properties = wrapper_properties,
                                     .create = create_wrapper,
                                     .alter = alter_wrapper,
                                     .drop = drop_by_reference,
                                     .reference = last,
                                     .in_schema = false,
                                     .has_owner = true,
                                     .has_rights = true};

const Kind server_kind{.id = "server",
                       .sql = "SERVER",
                       .query = server_query,
                       .words = 1,
                       .properties = server_properties,
                       .create = create_server,
                       .alter = alter_server,
                       .drop = drop_by_reference,
                       .reference = last,
                       .in_schema = false,
                       .has_owner = true,
                       .has_rights = true};

// It does not go with its server: it has to go before.
const Kind user_mapping_kind{.id = "user mapping",
                             .query = mapping_query,
                             .not_compared = not_compared,
                             .properties = mapping_properties,
                             .create = create_mapping,
                             .alter = alter_mapping,
                             .drop = drop_mapping,
                             .in_schema = false};

}  // namespace migrate::catalog
