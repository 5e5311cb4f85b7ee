// Fuzz target: the reader of database URLs. Besides the input as it is, a known password is put
// into it, which must not come out in anything that people see.
#include "migrate/pg/url.h"

#include "fuzz.h"
#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <string>

namespace {

using migrate::fuzz::require;
using migrate::pg::ConnectionParameters;

constexpr std::string_view password = "hunter2";

void require_clean(std::string_view shown, bool secret) {
  if (secret) migrate::fuzz::require_hidden(password, shown);
}

void check_parameters(const ConnectionParameters& parameters, bool secret) {
  for (const auto& [keyword, value] : parameters.values)
    require(!keyword.empty() && value.find('\0') == std::string::npos,
            "libpq gets no zero byte and no empty keyword");
  require(parameters.find("client_encoding") != nullptr, "the encoding is always given");
  require_clean(shown(parameters), secret);
  for (const auto& text : parameters.warnings)
    require_clean(text, secret);
  for (const auto& text : parameters.pooler_hints)
    require_clean(text, secret);
}

void check(const std::string& url, bool secret) {
  try {
    check_parameters(migrate::pg::parse_url(url), secret);
  } catch (const migrate::Error& error) {
    require(error.code() == migrate::ErrorCode::url, "a bad URL is an error of the URL");
    for (const auto* text : {&error.message(), &error.detail(), &error.hint(), &error.state()})
      require_clean(*text, secret);
    require_clean(error.place().source_line, secret);
  }
}

/// Where the input itself says it, in whatever case, there is nothing to hide.
bool can_hide(std::string_view text) {
  return migrate::to_lower(text).find(password) == std::string::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(migrate::fuzz::text_of(data, size));
  check(text, false);
  if (!can_hide(text)) return 0;
  const std::string secret(password);
  check("postgresql://app:" + secret + "@" + text, true);
  check("postgresql://app:" + secret + text + "@db/app", true);
  check("postgresql://db/app?password=" + secret + "&" + text, true);
  check("password=" + secret + " " + text, true);
  if (const auto at = text.find("://"); at != std::string::npos)
    check(text.substr(0, at + 3) + "app:" + secret + "@" + text.substr(at + 3), true);
  return 0;
}
