#include "migrate/base/strings.h"
#include "migrate/config/settings.h"

#include <fmt/core.h>

namespace migrate::config {

namespace {

constexpr std::string_view embedded = "embedded";

/// The URL before it is checked, and the variables it came from.
struct Found {
  DatabaseUrl url;
  std::vector<std::string> variables;
};

Found find_url(const Settings& settings) {
  if (settings.url_option)
    return {
        .url = {.text = *settings.url_option, .embedded = false, .source = "--url", .place = {}},
        .variables = {}};
  const auto& setting = settings.database.url;
  auto [text, variables] = setting.text().expanded();
  std::string source = "database.url in " + setting.place().file;
  if (!setting.is_set())
    source = settings.environment && settings.environment->find("DATABASE_URL") ? "DATABASE_URL"
                                                                                : "the default";
  return {.url = {.text = std::move(text),
                  .embedded = false,
                  .source = std::move(source),
                  .place = setting.place()},
          .variables = std::move(variables)};
}

Error empty_url(const Found& found) {
  auto message = fmt::format("the database URL is empty ({})", found.url.source);
  if (!found.variables.empty())
    message += fmt::format(": nothing in {}", join(found.variables, ", "));
  return Error(ErrorCode::url, message)
      .at(found.url.place)
      .hint("an empty URL never means another database: give one, or `embedded`");
}

Error embedded_forbidden(const DatabaseUrl& url) {
  return Error(ErrorCode::config,
               fmt::format("no database is configured: `embedded` ({}) is forbidden by "
                           "MIGRATE_EMBEDDED=never",
                           url.source))
      .at(url.place)
      .hint("set DATABASE_URL, `database.url` or --url to the database meant");
}

std::optional<std::string> filled(const Setting<std::string>& setting) {
  auto value = setting.get();
  if (trim(value).empty()) return std::nullopt;
  return value;
}

}  // namespace

DatabaseUrl database_url(const Settings& settings) {
  auto found = find_url(settings);
  const auto text = trim(found.url.text);
  if (text.empty()) throw empty_url(found);
  found.url.embedded = text == embedded;
  if (!found.url.embedded) return found.url;
  found.url.text = embedded;
  if (settings.environment && settings.environment->process("MIGRATE_EMBEDDED") == "never")
    throw embedded_forbidden(found.url);
  return found.url;
}

DatabaseSession database_session(const Settings& settings) {
  const auto& database = settings.database;
  DatabaseSession session{.version_table = database.version_table.get(),
                          .version_table_schema = database.version_table_schema.get(),
                          .role = filled(database.role),
                          .search_path = filled(database.search_path),
                          .settings = {}};
  for (const auto& [name, value] : database.settings)
    session.settings.emplace_back(name, value.get());
  return session;
}

}  // namespace migrate::config
