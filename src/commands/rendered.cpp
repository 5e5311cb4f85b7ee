#include "commands/rendered.h"

#include "commands/comparison.h"
#include "migrate/base/files.h"
#include "migrate/diff/diff.h"

#include <fmt/core.h>

#include <filesystem>

namespace migrate::commands {

std::string rendered(Schemas& schemas, const catalog::Snapshot& snapshot) {
  const auto plan =
      diff::compare(schemas.nothing(), snapshot, {.allow = {catalog::Hazard::data_loss}});
  std::string out;
  for (const auto& statement : plan.statements)
    out += statement.sql + ";\n";
  return out;
}

void dump_schema(const Context& context, const config::Settings& settings) {
  const auto path = config::schema_dump(settings);
  if (!path) return;
  auto quiet = context;
  quiet.log = [](std::string_view) {};  // the address is said already
  try {
    Schemas schemas(quiet, settings);
    const auto schema =
        schemas.read({.kind = Source::Kind::database, .text = {}, .shown = "database"});
    const auto text = rendered(schemas, schema.snapshot);
    if (std::filesystem::exists(*path))
      files::replace(*path, text);
    else
      files::write_new(*path, text);
    context.log("schema written to " + files::shown(*path));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::interrupted || error.code() == ErrorCode::terminated) throw;
    context.log(
        fmt::format("warning: {} is not written: {}", files::shown(*path), error.message()));
  }
}

}  // namespace migrate::commands
