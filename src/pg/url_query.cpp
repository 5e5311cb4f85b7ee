#include "migrate/base/strings.h"
#include "pg/url_parts.h"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

namespace migrate::pg {

namespace {

using Value = const std::string&;

void ignore(ConnectionParameters& out, std::string_view key, Value /*value*/) {
  out.warnings.push_back(fmt::format("\"{}\" in the database URL is ignored", key));
}

void note_pooler(ConnectionParameters& out, std::string_view key, Value value) {
  ignore(out, key, value);
  if (value.empty() || equal_ignoring_case(value, "true") || value == "1")
    out.pooler_hints.emplace_back("pgbouncer=true");
}

/// What drivers write for `sslmode`; libpq's own words stay, and so do typing errors.
std::string sslmode_of(const std::string& value) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> words{
      {{"true", "require"},
       {"1", "require"},
       {"yes", "require"},
       {"on", "require"},
       {"no-verify", "require"},
       {"false", "disable"},
       {"0", "disable"},
       {"no", "disable"},
       {"off", "disable"},
       {"verify_ca", "verify-ca"},
       {"verify_full", "verify-full"}}};
  const auto lower = to_lower(value);
  for (const auto& [word, mode] : words)
    if (lower == word) return std::string(mode);
  return lower;
}

void set_sslmode(ConnectionParameters& out, std::string_view key, Value value) {
  static const std::vector<std::string> modes{
      "disable", "allow", "prefer", "require", "verify-ca", "verify-full"};
  auto mode = sslmode_of(value);
  if (std::find(modes.begin(), modes.end(), mode) == modes.end())
    throw url_error(fmt::format("\"{}\" in the database URL has a value that is not known", key))
        .hint("one of " + join(modes, ", "));
  set_value(out, "sslmode", std::move(mode));
}

void set_ssl(ConnectionParameters& out, std::string_view key, Value value) {
  if (out.find("sslmode") == nullptr) set_sslmode(out, key, value);
}

/// Some clients count seconds with a unit.
void set_connect_timeout(ConnectionParameters& out, std::string_view /*key*/, Value value) {
  set_value(out, "connect_timeout", value);
}

void set_application_name(ConnectionParameters& out, std::string_view /*key*/, Value value) {
  set_value(out, "application_name", value);
}

void set_search_path(ConnectionParameters& out, std::string_view /*key*/, Value value) {
  out.search_path = value;
}

/// One schema, written without quotes: Prisma's meaning of `schema=`.
void set_schema(ConnectionParameters& out, std::string_view /*key*/, Value value) {
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  const bool is_list = value.find_first_of(",\"") != std::string::npos;
  const bool digit_first = value.front() >= '0' && value.front() <= '9';
  out.search_path = is_list || (plain && !digit_first) ? value : '"' + value + '"';
}

/// A query key that is not libpq's own, or that libpq reads more strictly.
struct QueryKey {
  std::string_view name;
  void (*apply)(ConnectionParameters& out, std::string_view key, Value value);
};

constexpr auto query_keys = std::to_array<QueryKey>({
    {"sslmode", set_sslmode},
    {"ssl", set_ssl},
    {"timeout", set_connect_timeout},
    {"connection_timeout", set_connect_timeout},
    {"loginTimeout", set_connect_timeout},
    {"ApplicationName", set_application_name},
    {"schema", set_schema},
    {"currentSchema", set_search_path},
    {"search_path", set_search_path},
    {"pgbouncer", note_pooler},
    {"async_fallback", ignore},
    {"command_timeout", ignore},
    {"connection_limit", ignore},
    {"default_query_exec_mode", ignore},
    {"max_inactive_connection_lifetime", ignore},
    {"pool_health_check_period", ignore},
    {"pool_max_conn_idle_time", ignore},
    {"pool_max_conn_lifetime", ignore},
    {"pool_max_conns", ignore},
    {"pool_min_conns", ignore},
    {"pool_timeout", ignore},
    {"prepareThreshold", ignore},
    {"prepared_statement_cache_size", ignore},
    {"prepared_statement_name_func", ignore},
    {"socket_timeout", ignore},
    {"socketTimeout", ignore},
    {"sslaccept", ignore},
    {"statement_cache_size", ignore},
    {"supa", ignore},
    {"uselibpqcompat", ignore},
    {"workaround", ignore},
});

const QueryKey* find_query_key(std::string_view key) {
  const auto* const found =
      std::find_if(query_keys.begin(), query_keys.end(), [key](const QueryKey& known) {
        return equal_ignoring_case(known.name, key);
      });
  return found == query_keys.end() ? nullptr : found;
}

bool is_keyword(std::string_view lower) {
  const auto& keywords = libpq_keywords();
  return std::find(keywords.begin(), keywords.end(), lower) != keywords.end();
}

Error unknown_key(std::string_view key) {
  auto known = libpq_keywords();
  for (const auto& other : query_keys)
    known.emplace_back(other.name);
  auto error = url_error(fmt::format("unknown key \"{}\" after the `?` of the database URL", key));
  if (const auto near = nearest(key, known))
    error.hint(fmt::format("did you mean \"{}\"?", *near));
  else
    error.hint("server settings belong under `database.settings` in the config file");
  return error;
}

void add_pair(std::string_view key, const std::string& value, ConnectionParameters& out) {
  if (const auto* known = find_query_key(key)) {
    if (!value.empty() || known->apply == note_pooler || known->apply == ignore)
      known->apply(out, known->name, value);
    return;
  }
  const auto keyword = to_lower(key);
  if (!is_keyword(keyword)) throw unknown_key(key);
  if (!value.empty()) set_value(out, keyword, value);
}

}  // namespace

const std::vector<std::string>& libpq_keywords() {
  static const std::vector<std::string> keywords = [] {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconndefaults(),
                                                                               PQconninfoFree);
    std::vector<std::string> out;
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option)
      out.emplace_back(option->keyword);
    return out;
  }();
  return keywords;
}

bool is_known_query_key(std::string_view key) {
  return find_query_key(key) != nullptr || is_keyword(to_lower(key));
}

void add_query(std::string_view query, ConnectionParameters& out) {
  for (const auto& [key, value] : query_pairs(query))
    add_pair(key, percent_decoded(value), out);
}

}  // namespace migrate::pg
