#include "pg/url_parts.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace migrate::pg {

namespace {

constexpr auto none = std::string_view::npos;

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '.' || c == '%' || c == '-' || byte >= 0x80;
}

bool is_address_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ':' || c == '.' || c == '%' ||
         c == '-' || c == '_';
}

bool is_key(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
  });
}

using Host = std::pair<std::string_view, std::string_view>;

/// `host`, `host:port`, `[v6]:port`; nothing where it is none of these.
std::optional<Host> read_host(std::string_view text) {
  std::size_t size = 0;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == none || close == 1) return std::nullopt;
    const auto address = text.substr(1, close - 1);
    if (!std::all_of(address.begin(), address.end(), is_address_character)) return std::nullopt;
    size = close + 1;
  } else {
    while (size < text.size() && is_host_character(text[size]))
      ++size;
  }
  const auto rest = text.substr(size);
  if (rest.empty()) return Host{text, {}};
  if (rest.front() != ':' || !is_digits(rest.substr(1))) return std::nullopt;
  return Host{text.substr(0, size), rest.substr(1)};
}

std::optional<std::vector<Host>> read_hosts(std::string_view text) {
  std::vector<Host> hosts;
  for (const auto one : split_at(text, ',')) {
    const auto host = read_host(one);
    if (!host) return std::nullopt;
    hosts.push_back(*host);
  }
  return hosts;
}

/// Is it `key=value&...`? A query that holds an `@` may be the end of a password, so that its keys
/// must be known ones.
bool is_query(std::string_view text) {
  const bool doubtful = text.find('@') != none;
  const auto pairs = query_pairs(text);
  return std::all_of(pairs.begin(), pairs.end(), [doubtful](const auto& pair) {
    return is_key(pair.first) && (!doubtful || is_known_query_key(pair.first));
  });
}

/// What follows the login: hosts, then `/dbname`, then `?query`. Nothing where it is not so formed.
std::optional<UrlParts> read_tail(std::string_view text) {
  UrlParts parts;
  const auto hosts_end = std::min(text.find_first_of("/?"), text.size());
  const auto hosts = read_hosts(text.substr(0, hosts_end));
  if (!hosts) return std::nullopt;
  parts.hosts = *hosts;
  text.remove_prefix(hosts_end);
  const auto question = text.find('?');
  if (text.starts_with('/')) parts.dbname = text.substr(1, std::min(question, text.size()) - 1);
  if (parts.dbname.find_first_of("@/") != none) return std::nullopt;
  if (question != none) parts.query = text.substr(question + 1);
  if (!is_query(parts.query)) return std::nullopt;
  return parts;
}

/// `` `@` as %40, `/` as %2F ``, for the characters of the text that a URL cannot carry as they
/// are.
std::string encodings(std::string_view text) {
  static constexpr std::string_view special = "@/?#:%& []{}<>\"\\^`|";
  std::vector<std::string> out;
  for (const char c : special)
    if (text.find(c) != none)
      out.push_back(fmt::format("`{}` as %{:02X}", c, static_cast<unsigned char>(c)));
  return join(out, ", ");
}

/// Why no reading fits, judged by what follows the last `@`. Neither the login nor text that might
/// be part of a password is shown.
std::string what_is_wrong(std::string_view tail) {
  const auto hosts = tail.substr(0, tail.find_first_of("/?"));
  if (!read_hosts(hosts)) {
    for (const auto one : split_at(hosts, ',')) {
      const auto colon = one.rfind(':');
      if (colon != none && read_host(one.substr(0, colon))) return "the port is not a number";
    }
    return "the host holds a character that no host name has";
  }
  const auto path = tail.substr(hosts.size(), tail.find('?') - hosts.size());
  if (path.find('/', 1) != none) return "the database name holds a `/` (write it as %2F)";
  return "the part after `?` is not key=value";
}

Error malformed(std::string_view rest) {
  const auto at = rest.rfind('@');
  const auto login = at == none ? std::string_view{} : rest.substr(0, at);
  const auto colon = login.find(':');
  const auto tail = at == none ? rest : rest.substr(at + 1);
  auto error =
      url_error(fmt::format("the database URL is not well-formed: {}", what_is_wrong(tail)));
  const auto password = colon == none ? std::string_view{} : login.substr(colon + 1);
  const auto needed = encodings(password);
  if (!needed.empty())
    error.hint("percent-encode these characters of the password: write " + needed);
  else if (at == none)
    error.hint(
        "an `@` belongs between the login and the host: postgresql://user:password@host/db; "
        "in a password write `@` as %40, `/` as %2F, `:` as %3A, `?` as %3F, `#` as %23, "
        "`%` as %25");
  else
    error.hint("the form is postgresql://user:password@host:5432/dbname?key=value");
  return error;
}

int hex_digit(char c) {
  static constexpr std::string_view digits = "0123456789abcdef";
  const auto lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto at = digits.find(lower);
  return at == none ? -1 : static_cast<int>(at);
}

}  // namespace

UrlParts split_url(std::string_view rest) {
  if (auto no_login = read_tail(rest)) return *no_login;
  for (auto at = rest.find('@'); at != none; at = rest.find('@', at + 1)) {
    auto parts = read_tail(rest.substr(at + 1));
    if (!parts) continue;
    const auto login = rest.substr(0, at);
    const auto colon = login.find(':');
    parts->user = login.substr(0, colon);
    // Unlike a password no user name looks like this: it is a query with an `@`, and maybe a
    // secret.
    if (parts->user.find_first_of("/?") != none) break;
    if (colon != none) parts->password = login.substr(colon + 1);
    return *parts;
  }
  throw malformed(rest);
}

std::vector<std::pair<std::string_view, std::string_view>> query_pairs(std::string_view query) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  for (const auto piece : split_at(query, '&')) {
    if (piece.empty()) continue;
    const auto equals = piece.find('=');
    pairs.emplace_back(piece.substr(0, equals),
                       equals == none ? std::string_view{} : piece.substr(equals + 1));
  }
  return pairs;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
    if (low < 0) {
      out += text[at];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

}  // namespace migrate::pg
