#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::pg {

/// What to connect with: keyword/value pairs for PQconnectdbParams with expand_dbname = 0. May
/// hold a password: print shown() only. What is missing libpq takes from PG* variables, a service
/// file or its defaults.
struct ConnectionParameters {
  std::vector<std::pair<std::string, std::string>> values;
  /// From the query keys `schema`, `currentSchema` and `search_path`, written as for SET. Not part
  /// of `values`: a startup option does not pass a pooler.
  std::optional<std::string> search_path;
  std::vector<std::string> warnings;      ///< query keys that were ignored or changed
  std::vector<std::string> pooler_hints;  ///< why a transaction pooler is likely: `port 6543`

  /// The value of that keyword, or nullptr.
  [[nodiscard]] const std::string* find(std::string_view keyword) const;
};

struct UrlOptions {
  /// Used where the URL has no connect_timeout; nothing: 10 s, unless PGCONNECT_TIMEOUT or a
  /// service may know better.
  std::optional<std::chrono::milliseconds> connect_timeout;
};

/// Read a database URL of any common spelling, a `key=value` text or a bare database name.
/// Characters of a password that should be percent-encoded are understood where only one reading
/// is possible. Throws Error(url), whose text never holds a password.
ConnectionParameters parse_url(std::string_view url, const UrlOptions& options = {});

/// A connection text of libpq (PostgreSQL manual, "Connection Strings") that anybody may read.
struct PublicConninfo {
  std::string text;  ///< `host=far dbname=app`, in libpq's order of the keywords
  bool has_password = false;
};

/// What is secret is left out: passwords, also those of keys. Nothing where libpq, perhaps older
/// than the server that holds the text, does not understand it.
std::optional<PublicConninfo> without_password(const std::string& conninfo);

/// The parts of a database address that people may see.
struct Endpoint {
  std::string dbname;
  std::string host;  ///< a folder for a unix socket
  std::string port;
  std::string user;  ///< empty: left out
};

/// `app on db.example.com:5432 as deploy`.
std::string shown(const Endpoint& endpoint);

/// The same before a connection exists: what the parameters lack is taken from the PG* variables.
std::string shown(const ConnectionParameters& parameters);

}  // namespace migrate::pg
