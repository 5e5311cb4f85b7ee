#pragma once

#include "migrate/base/error.h"
#include "migrate/pg/url.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::pg {

/// A URL after its scheme, cut but not yet decoded.
struct UrlParts {
  std::string_view user;
  std::string_view password;
  std::vector<std::pair<std::string_view, std::string_view>> hosts;  ///< host and port as written
  std::string_view dbname;
  std::string_view query;
};

/// Find the one `@` that ends the login, then cut. Throws Error(url), without a password in it.
UrlParts split_url(std::string_view rest);

/// `%41` becomes `A`; a `%` that begins no such pair stays.
std::string percent_decoded(std::string_view text);

/// Every keyword of the libpq in use.
const std::vector<std::string>& libpq_keywords();

/// Is it a keyword of libpq or a query key of another tool that we understand?
bool is_known_query_key(std::string_view key);

/// Split at `&`; blank pieces are left out. A piece without `=` has an empty value.
std::vector<std::pair<std::string_view, std::string_view>> query_pairs(std::string_view query);

/// Translate the query into keywords, warnings and a search path.
void add_query(std::string_view query, ConnectionParameters& out);

/// Set or replace.
void set_value(ConnectionParameters& out, std::string_view keyword, std::string value);

/// A `host=... dbname=...` text, by libpq's own parser. Throws Error(url), without a value in it.
void add_conninfo(const std::string& text, ConnectionParameters& out);

/// Throws Error(url) where the text still holds `[YOUR-PASSWORD]` or the like.
void refuse_placeholders(std::string_view text);

Error url_error(std::string message);

}  // namespace migrate::pg
