#include "commands/source.h"

#include "migrate/base/files.h"
#include "migrate/base/shell.h"
#include "migrate/base/strings.h"
#include "migrate/pg/url.h"

#include <fmt/core.h>

#include <filesystem>
#include <optional>

namespace migrate::commands {

namespace {

using Kind = Source::Kind;

Source url_source(const std::string& url) {
  return {.kind = Kind::url, .text = url, .shown = pg::shown(pg::parse_url(url))};
}

/// A file or a folder that is there.
Source path_source(const files::Path& path) {
  const auto shown = files::shown(path);
  const auto extension = to_lower(path.extension().string());
  if (!std::filesystem::exists(path))
    throw Error(ErrorCode::file, fmt::format("there is no file or folder {}", shown));
  if (extension == ".json" && !std::filesystem::is_directory(path))
    return {.kind = Kind::snapshot, .text = path.string(), .shown = shown};
  return {.kind = Kind::sql, .text = path.string(), .shown = shown};
}

/// A command for messages: on one line, and not without end.
std::string one_line(std::string_view command) {
  constexpr std::size_t most = 72;
  std::string out;
  for (const auto line : split_at(command, '\n'))
    if (const auto part = trim(line); !part.empty())
      out += (out.empty() ? "" : " ") + std::string(part);
  if (count_characters(out) <= most) return out;
  return out.substr(0, byte_of_character(out, most)) + "...";
}

Source desired_source(const config::Settings& settings) {
  const auto desired = config::desired_schema(settings);
  switch (desired.kind) {
    case config::Desired::Kind::none:
      throw Error(ErrorCode::config, "the config does not say what schema is wanted")
          .hint(
              "set `schema.desired` to an SQL file, a folder of them, {command: ...} or {url: "
              "...}; or name a source: `migrate help diff`");
    case config::Desired::Kind::command:
      return {.kind = Kind::command,
              .text = desired.text,
              .shown = fmt::format("the output of `{}`", one_line(desired.text)),
              .place = desired.place};
    case config::Desired::Kind::url:
      return url_source(desired.text);
    case config::Desired::Kind::path:
      break;
  }
  try {
    return path_source(desired.text);
  } catch (Error& error) {
    throw error.at(desired.place);
  }
}

std::optional<Source> versions_source(std::string_view word) {
  constexpr std::string_view name = "versions";
  if (word == name) return Source{Kind::versions, "heads", "versions"};
  if (!word.starts_with(name) || word.substr(name.size(), 1) != "@") return std::nullopt;
  return Source{Kind::versions, std::string(word.substr(name.size() + 1)), std::string(word)};
}

/// Both sections of it would run, one after the other.
void refuse_migration(const revision::RevisionFile& file) {
  if (!file.text.starts_with("-- migrate:") && file.text.find("\n-- migrate:") == std::string::npos)
    return;
  throw Error(ErrorCode::malformed_file, "this is a migration, no schema")
      .at({.file = file.header.file, .line = 0, .column = 0, .source_line = {}})
      .hint("the source `versions` replays the migrations");
}

std::vector<revision::RevisionFile> read_all(const std::vector<files::Path>& paths) {
  std::vector<revision::RevisionFile> out;
  for (const auto& path : paths) {
    out.push_back(revision::parse_schema_file(files::read(path), files::shown(path)));
    refuse_migration(out.back());
  }
  return out;
}

Error command_error(const Source& source, const std::string& what) {
  return Error(ErrorCode::command_failed,
               fmt::format("the command of schema.desired {}: {}", what, one_line(source.text)))
      .at(source.place)
      .state("nothing was changed");
}

std::vector<revision::RevisionFile> output_of(const config::Settings& settings,
                                              const Source& source) {
  auto result = shell::run_apart(source.text, settings.folder);
  const std::string errors(trim(result.errors));
  if (!result.ok())
    throw command_error(source, "failed")
        .detail(
            fmt::format("exit status {}{}{}", result.status, errors.empty() ? "" : "\n", errors));
  auto out = revision::parse_schema_file(std::move(result.output),
                                         fmt::format("output of `{}`", one_line(source.text)));
  if (out.upgrade->statements.empty())
    throw command_error(source, "printed nothing")
        .detail(errors)
        .hint("nothing would mean an empty schema, which `empty` says");
  return {std::move(out)};
}

}  // namespace

Source source_of(const Context& context, const config::Settings& settings, std::string_view word) {
  if (word == "database") return {.kind = Kind::database, .text = {}, .shown = "database"};
  if (word == "empty") return {.kind = Kind::empty, .text = {}, .shown = "empty"};
  if (word == "desired") return desired_source(settings);
  if (auto versions = versions_source(word)) return *versions;
  if (word.find("://") != std::string_view::npos) return url_source(std::string(word));
  const auto path = std::filesystem::absolute(context.request.working_folder / word);
  if (std::filesystem::exists(path)) return path_source(path.lexically_normal());
  throw Error(ErrorCode::usage, fmt::format("\"{}\" names no schema", word))
      .detail("there is no such file or folder")
      .hint(fmt::format("it can be {}", source_words));
}

std::vector<revision::RevisionFile> sql_of(const config::Settings& settings, const Source& source) {
  if (source.kind == Kind::command) return output_of(settings, source);
  const files::Path path = source.text;
  if (!std::filesystem::is_directory(path)) return read_all({path});
  const auto paths = files::list(path, ".sql", true);
  if (paths.empty())
    throw Error(ErrorCode::file, fmt::format("there is no .sql file in {}", source.shown))
        .hint("nothing would mean an empty schema, which `empty` says");
  return read_all(paths);
}

}  // namespace migrate::commands
