#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

// Parsers and templates: functions under one name. Whoever is a superuser has them.

std::string parser_query(int /*version*/) {
  return "select 'pg_ts_parser'::regclass::oid, p.oid, 0, n.nspname, p.prsname, "
         "p.prsstart::regproc, p.prstoken::regproc, p.prsend::regproc, p.prslextype::regproc, "
         "nullif(p.prsheadline, 0)::regproc "
         "from pg_ts_parser p join pg_namespace n on n.oid = p.prsnamespace where $scope";
}

constexpr Property parser_properties[] = {
    {"start"}, {"gettoken"}, {"end"}, {"lextypes"}, {"headline"}};

std::string template_query(int /*version*/) {
  return "select 'pg_ts_template'::regclass::oid, t.oid, 0, n.nspname, t.tmplname, "
         "nullif(t.tmplinit, 0)::regproc, t.tmpllexize::regproc "
         "from pg_ts_template t join pg_namespace n on n.oid = t.tmplnamespace where $scope";
}

constexpr Property template_properties[] = {{"init"}, {"lexize"}};

/// `CREATE TEXT SEARCH PARSER p (start = f, ...)`, each property by its name.
Statements create_of_functions(const Object& object,
                               const Folded& /*folded*/,
                               const Context& /*context*/) {
  std::string list;
  for (const auto& property : object.kind->properties)
    if (object.get(property.name))
      list += fmt::format(
          "{}\n    {} = {}", list.empty() ? "" : ",", property.name, object.text(property.name));
  return {{fmt::format("CREATE {} {} ({}\n)", object.kind->sql, in_schema(object), list)}};
}

// A dictionary: a template with options, which the server keeps as a text in their own form.

std::string dictionary_query(int /*version*/) {
  return "select 'pg_ts_dict'::regclass::oid, d.oid, 0, n.nspname, d.dictname, "
         "quote_ident(tn.nspname) || '.' || quote_ident(t.tmplname), d.dictinitoption, "
         "pg_get_userbyid(d.dictowner) "
         "from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace join pg_ts_template t "
         "on t.oid = d.dicttemplate join pg_namespace tn on tn.oid = t.tmplnamespace where $scope";
}

constexpr Property dictionary_properties[] = {{"template"}, {"options", Policy::alter}};

/// `language` and `stopwords` of `language = 'simple', stopwords = 'x'`.
std::vector<std::string> option_names(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto equals = std::min(text.find(" = "), text.size());
    out.emplace_back(text.substr(0, equals));
    auto end = equals;
    for (bool quoted = false; end < text.size() && (quoted || text[end] != ','); ++end)
      if (text[end] == '\'') quoted = !quoted;
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

Statements create_dictionary(const Object& object,
                             const Folded& /*folded*/,
                             const Context& /*context*/) {
  auto sql = fmt::format("CREATE TEXT SEARCH DICTIONARY {} (\n    template = {}",
                         in_schema(object),
                         object.text("template"));
  if (object.get("options")) sql += ",\n    " + object.text("options");
  return {{sql + "\n)"}};
}

/// An option without a value goes. All others are said, so that they stand in the order wanted.
Statements alter_dictionary(const Object& from, const Object& to, const Context& /*context*/) {
  const auto after = option_names(to.text("options"));
  std::string list;
  for (const auto& name : option_names(from.text("options")))
    if (std::ranges::find(after, name) == after.end()) list += (list.empty() ? "" : ", ") + name;
  if (to.get("options")) list += (list.empty() ? "" : ", ") + to.text("options");
  return {{fmt::format("ALTER TEXT SEARCH DICTIONARY {} ({})", in_schema(to), list)}};
}

// A configuration, and which dictionaries it asks about each sort of token.

std::string configuration_query(int /*version*/) {
  return "select 'pg_ts_config'::regclass::oid, c.oid, 0, n.nspname, c.cfgname, "
         "quote_ident(pn.nspname) || '.' || quote_ident(p.prsname), pg_get_userbyid(c.cfgowner) "
         "from pg_ts_config c join pg_namespace n on n.oid = c.cfgnamespace join pg_ts_parser p "
         "on p.oid = c.cfgparser join pg_namespace pn on pn.oid = p.prsnamespace where $scope";
}

constexpr Property configuration_properties[] = {{"parser"}};

Statements create_configuration(const Object& object,
                                const Folded& /*folded*/,
                                const Context& /*context*/) {
  return {{fmt::format("CREATE TEXT SEARCH CONFIGURATION {} (parser = {})",
                       in_schema(object),
                       object.text("parser"))}};
}

std::string mapping_query(int /*version*/) {
  return "select 0, c.oid, m.maptokentype, n.nspname, c.cfgname, "
         "(select t.alias from ts_token_type(c.cfgparser) t where t.tokid = m.maptokentype), "
         "string_agg(quote_ident(dn.nspname) || '.' || quote_ident(d.dictname), ', ' order by "
         "m.mapseqno), "
         "array_agg(dn.nspname order by m.mapseqno)::text, "
         "array_agg(d.dictname order by m.mapseqno)::text "
         "from pg_ts_config_map m join pg_ts_config c on c.oid = m.mapcfg join pg_namespace n on "
         "n.oid = c.cfgnamespace join pg_ts_dict d on d.oid = m.mapdict join pg_namespace dn on "
         "dn.oid = d.dictnamespace where $scope "
         "group by c.oid, m.maptokentype, n.nspname, c.cfgname, c.cfgparser";
}

constexpr Property mapping_properties[] = {
    {"dictionaries", Policy::alter}, {"schemas", Policy::ignore}, {"names", Policy::ignore}};

std::string alter_configuration(const Object& object) {
  return "ALTER TEXT SEARCH CONFIGURATION " + in_schema(object);
}

Statements map(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format("{} ADD MAPPING FOR {} WITH {}",
                       alter_configuration(object),
                       last(object),
                       object.text("dictionaries"))}};
}

Statements map_again(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {{fmt::format("{} ALTER MAPPING FOR {} WITH {}",
                       alter_configuration(to),
                       last(to),
                       to.text("dictionaries"))}};
}

Statements unmap(const Object& object, const Context& /*context*/) {
  return {{fmt::format("{} DROP MAPPING FOR {}", alter_configuration(object), last(object))}};
}

std::vector<Reference> needs_dictionaries(const Object& object) {
  const auto schemas = parse_array(object.text("schemas"));
  const auto names = parse_array(object.text("names"));
  std::vector<Reference> out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out.push_back({"text search dictionary", {schemas.at(i), names[i]}});
  return out;
}

}  // namespace

const Kind text_search_parser_kind{.id = "text search parser",
                                   .sql = "TEXT SEARCH PARSER",
                                   .query = parser_query,
                                   .properties = parser_properties,
                                   .create = create_of_functions,
                                   .drop = drop_by_reference,
                                   .reference = in_schema};

const Kind text_search_template_kind{.id = "text search template",
                                     .sql = "TEXT SEARCH TEMPLATE",
                                     .query = template_query,
                                     .properties = template_properties,
                                     .create = create_of_functions,
                                     .drop = drop_by_reference,
                                     .reference = in_schema};

const Kind text_search_dictionary_kind{.id = "text search dictionary",
                                       .sql = "TEXT SEARCH DICTIONARY",
                                       .query = dictionary_query,
                                       .properties = dictionary_properties,
                                       .create = create_dictionary,
                                       .alter = alter_dictionary,
                                       .drop = drop_by_reference,
                                       .reference = in_schema,
                                       .has_owner = true};

const Kind text_search_configuration_kind{.id = "text search configuration",
                                          .sql = "TEXT SEARCH CONFIGURATION",
                                          .query = configuration_query,
                                          .properties = configuration_properties,
                                          .create = create_configuration,
                                          .drop = drop_by_reference,
                                          .reference = in_schema,
                                          .has_owner = true};

const Kind text_search_mapping_kind{.id = "text search mapping",
                                    .part = "text search configuration",
                                    .query = mapping_query,
                                    .words = 3,
                                    .properties = mapping_properties,
                                    .create = map,
                                    .alter = map_again,
                                    .drop = unmap,
                                    .needs = needs_dictionaries};

}  // namespace migrate::catalog
