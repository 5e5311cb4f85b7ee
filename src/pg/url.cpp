#include "migrate/pg/url.h"

#include "migrate/base/strings.h"
#include "pg/url_parts.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace migrate::pg {

namespace {

constexpr auto none = std::string_view::npos;

/// Without white space and quotes around it, which come along when a secret is pasted.
std::string_view unwrapped(std::string_view text) {
  text = trim(text);
  while (text.size() >= 2 && text.front() == text.back() &&
         (text.front() == '"' || text.front() == '\''))
    text = trim(text.substr(1, text.size() - 2));
  return text;
}

void refuse_control_characters(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  const auto* const found = std::find_if(text.begin(), text.end(), is_control);
  if (found == text.end()) return;
  throw url_error(
      fmt::format("the database URL holds a line break or control character (character {})",
                  1 + count_characters({text.begin(), found})))
      .hint("a secret may have been wrapped when it was copied");
}

bool is_scheme(std::string_view text) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(), is_part);
}

/// PostgreSQL's scheme under any of its names, with or without a driver.
void check_scheme(std::string_view written) {
  static const std::vector<std::string> names{
      "postgresql", "postgres", "pgsql", "psql", "pgx", "postgis"};
  const auto scheme = to_lower(written);
  if (!is_scheme(scheme))
    throw url_error("the database URL does not begin with a scheme")
        .hint("give the URL alone, such as postgresql://user@host:5432/dbname");
  const auto plus = scheme.find('+');
  const auto base = scheme.substr(0, plus);
  const bool has_driver = plus != std::string::npos && plus + 1 < scheme.size();
  if (std::find(names.begin(), names.end(), base) != names.end() &&
      (plus == std::string::npos || has_driver))
    return;
  auto error = url_error(fmt::format("\"{}://\" is no scheme of PostgreSQL", scheme));
  if (const auto near = nearest(base, names))
    throw error.hint(fmt::format("did you mean \"{}://\"?", *near));
  throw error.hint("only PostgreSQL is supported: postgresql://user@host:5432/dbname");
}

void add_hosts(const UrlParts& parts, ConnectionParameters& out) {
  std::vector<std::string> hosts;
  std::vector<std::string> ports;
  for (const auto& [host, port] : parts.hosts) {
    const bool bracketed = host.starts_with('[');
    hosts.push_back(percent_decoded(bracketed ? host.substr(1, host.size() - 2) : host));
    ports.emplace_back(port);
  }
  const auto filled = [](const std::string& text) { return !text.empty(); };
  if (std::any_of(hosts.begin(), hosts.end(), filled)) set_value(out, "host", join(hosts, ","));
  if (std::any_of(ports.begin(), ports.end(), filled)) set_value(out, "port", join(ports, ","));
}

void add_url(std::string_view text, ConnectionParameters& out) {
  static constexpr std::string_view jdbc = "jdbc:";
  if (equal_ignoring_case(text.substr(0, jdbc.size()), jdbc)) text.remove_prefix(jdbc.size());
  const auto end = text.find("://");
  check_scheme(text.substr(0, end));
  const auto parts = split_url(text.substr(end + 3));
  add_hosts(parts, out);
  const std::array<std::pair<std::string_view, std::string_view>, 3> values{
      {{"user", parts.user}, {"password", parts.password}, {"dbname", parts.dbname}}};
  for (const auto& [keyword, value] : values)
    if (!value.empty()) set_value(out, keyword, percent_decoded(value));
  add_query(parts.query, out);
}

/// Text that is neither a URL nor `key=value`.
void add_database_name(std::string_view text, ConnectionParameters& out) {
  if (text.find_first_of("@/:?") != none)
    throw url_error("the database URL has no scheme")
        .hint("write postgresql:// before it: postgresql://user@host:5432/dbname");
  set_value(out, "dbname", std::string(text));
}

/// `DATABASE_URL=postgresql://...`, copied with its name.
bool is_assignment_of_url(std::string_view text, std::size_t equals) {
  const auto value = unwrapped(text.substr(equals + 1));
  const auto end = value.find("://");
  return end != none && is_scheme(to_lower(value.substr(0, end)));
}

void add_text(std::string_view text, ConnectionParameters& out) {
  const auto equals = text.find('=');
  const auto scheme_end = text.find("://");
  if (equals == none && scheme_end == none) return add_database_name(text, out);
  if (equals >= scheme_end) return add_url(text, out);
  if (is_assignment_of_url(text, equals))
    throw url_error("the database URL begins with an assignment, NAME=").hint("give the URL alone");
  add_conninfo(std::string(text), out);
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value != nullptr && *value != '\0';
}

void add_connect_timeout(const UrlOptions& options, ConnectionParameters& out) {
  using std::chrono::ceil;
  using std::chrono::seconds;
  if (out.find("connect_timeout") != nullptr) return;
  const bool elsewhere =
      is_set("PGCONNECT_TIMEOUT") || is_set("PGSERVICE") || out.find("service") != nullptr;
  if (!options.connect_timeout && elsewhere) return;
  const auto time = ceil<seconds>(options.connect_timeout.value_or(seconds(10)));
  set_value(out, "connect_timeout", std::to_string(time.count()));
}

void add_client_encoding(ConnectionParameters& out) {
  const auto* given = out.find("client_encoding");
  if (given != nullptr && to_lower(*given) != "utf8" && to_lower(*given) != "utf-8")
    out.warnings.emplace_back("client_encoding of the database URL is ignored: it is always UTF8");
  set_value(out, "client_encoding", "UTF8");
}

/// A URL or a login in the wrong place must not be shown as a name: it may hold a password.
void check_names(const ConnectionParameters& parameters) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> names{
      {{"dbname", "database name"},
       {"host", "host"},
       {"hostaddr", "host address"},
       {"port", "port"},
       {"user", "user"},
       {"service", "service"}}};
  for (const auto& [keyword, what] : names) {
    const auto* value = parameters.find(keyword);
    if (value != nullptr && value->find("://") != none)
      throw url_error(fmt::format("the {} is a URL itself", what)).hint("give that URL alone");
  }
  const auto* hosts = parameters.find("host");
  if (hosts == nullptr) return;
  for (const auto host : split_at(*hosts, ','))
    if (const auto at = host.rfind('@'); at != none && at > 0)  // first: an abstract socket
      throw url_error("the host holds an `@`").hint("user and password have keywords of their own");
}

void check_ports(const ConnectionParameters& parameters) {
  const auto* ports = parameters.find("port");
  if (ports == nullptr) return;
  for (const auto port : split_at(*ports, ',')) {
    const bool digits =
        std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (port.empty()) continue;
    if (!digits) throw url_error("the port in the database URL is not a number");
    if (port.size() > 5 || std::stoul(std::string(port)) > 65535 ||
        std::stoul(std::string(port)) == 0)
      throw url_error(fmt::format("port {} does not exist: ports go from 1 to 65535", port));
  }
}

/// libpq would find it out too late, and call it a failed connection.
void check_connect_timeout(const ConnectionParameters& parameters) {
  const auto* text = parameters.find("connect_timeout");
  if (text == nullptr) return;
  const auto digits = trim(*text);
  const bool is_number =
      !digits.empty() && digits.size() < 10 && digits.back() != '-' &&
      digits.find_first_not_of("0123456789", digits.front() == '-' ? 1 : 0) == none;
  if (!is_number)
    throw url_error("connect_timeout in the database URL is not a whole number of seconds");
}

void add_pooler_hints(ConnectionParameters& out) {
  if (const auto* port = out.find("port"))
    for (const auto one : split_at(*port, ','))
      if (one == "6543") out.pooler_hints.emplace_back("port 6543");
  if (const auto* host = out.find("host"))
    for (const auto one : split_at(*host, ','))
      if (one.find("-pooler.") != none)
        out.pooler_hints.push_back(fmt::format("\"-pooler\" in the host {}", one));
}

}  // namespace

const std::string* ConnectionParameters::find(std::string_view keyword) const {
  for (const auto& [name, value] : values)
    if (name == keyword) return &value;
  return nullptr;
}

Error url_error(std::string message) {
  return {ErrorCode::url, std::move(message)};
}

void set_value(ConnectionParameters& out, std::string_view keyword, std::string value) {
  if (value.find('\0') != std::string::npos)
    throw url_error(fmt::format("{} in the database URL holds a zero byte (%00)", keyword));
  for (auto& [name, old] : out.values)
    if (name == keyword) {
      old = std::move(value);
      return;
    }
  out.values.emplace_back(keyword, std::move(value));
}

ConnectionParameters parse_url(std::string_view url, const UrlOptions& options) {
  const auto text = unwrapped(url);
  if (text.empty()) throw url_error("the database URL is empty");
  refuse_control_characters(text);
  refuse_placeholders(text);
  ConnectionParameters out;
  add_text(text, out);
  check_names(out);
  check_ports(out);
  check_connect_timeout(out);
  add_connect_timeout(options, out);
  add_client_encoding(out);
  set_value(out, "fallback_application_name", "migrate");
  add_pooler_hints(out);
  return out;
}

}  // namespace migrate::pg
