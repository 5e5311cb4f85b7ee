#include "pg/embedded_binaries.h"

#include "migrate/base/strings.h"
#include "pg/embedded_cache.h"

#include <fmt/core.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <vector>

namespace migrate::pg::embedded {

namespace {

constexpr auto install_hint =
    "install it (Debian, Ubuntu: apt-get install postgresql; Fedora, RHEL: dnf install "
    "postgresql-server; macOS: brew install postgresql), set MIGRATE_PG_BINDIR to the folder of "
    "`postgres` and `initdb`, or give database.url a server";

std::optional<std::string> variable(const char* name) {
  const auto* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before there are threads
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

/// A client-only installation has a folder of programs too, without these.
bool holds_server(const Path& folder) {
  return ::access((folder / "postgres").c_str(), X_OK) == 0 &&
         ::access((folder / "initdb").c_str(), X_OK) == 0;
}

/// The first number: of a folder's name (`15`, `pgsql-15`) or of a version.
int first_number(std::string_view text) {
  const auto digit = text.find_first_of("0123456789");
  int number = 0;
  if (digit != std::string_view::npos)
    std::from_chars(text.data() + digit, text.data() + text.size(), number);
  return number;
}

std::vector<Path> from_path() {
  std::vector<Path> out;
  const auto path = variable("PATH").value_or("");
  for (const auto folder : split_at(path, ':'))
    if (!folder.empty()) out.emplace_back(folder);
  return out;
}

/// PARENT/PREFIX*/bin, the highest number first.
std::vector<Path> numbered(const Path& parent, std::string_view prefix) {
  std::vector<std::pair<int, Path>> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(parent, ignored))
    if (const auto name = entry.path().filename().string(); name.starts_with(prefix))
      found.emplace_back(first_number(name), entry.path() / "bin");
  std::sort(found.rbegin(), found.rend());
  std::vector<Path> out;
  out.reserve(found.size());
  for (auto& [number, folder] : found)
    out.push_back(std::move(folder));
  return out;
}

std::vector<Path> usual_folders() {
  constexpr std::array<std::pair<const char*, const char*>, 5> places{{
      {"/usr/lib/postgresql", ""},
      {"/usr", "pgsql-"},
      {"/opt/homebrew/opt", "postgresql@"},
      {"/usr/local/opt", "postgresql@"},
      {"/Applications/Postgres.app/Contents/Versions", ""},
  }};
  std::vector<Path> out;
  for (const auto& [parent, prefix] : places)
    for (auto& folder : numbered(parent, prefix))
      out.push_back(std::move(folder));
  return out;
}

/// The one of the system says the same until a major comes or goes; that of another tool may look
/// at anything.
Finished ask_pg_config(const Account& account) {
  const std::vector<std::string> command{"pg_config", "--bindir"};
  for (const auto& folder : from_path()) {
    const auto program = folder / command.front();
    if (::access(program.c_str(), X_OK) != 0) continue;
    if (folder != "/usr/bin") break;
    auto depends_on = usual_folders();
    depends_on.push_back(program);
    return remembered(account, command, depends_on);
  }
  return run_as(account, command);
}

std::vector<Path> from_pg_config(const Account& account) {
  const auto found = ask_pg_config(account);
  if (found.status != 0) return {};
  return {Path(trim(found.output))};
}

std::optional<Binaries> look_into(const Account& account, const Path& folder) {
  if (!folder.is_absolute() || !holds_server(folder)) return std::nullopt;
  const auto program = folder / "postgres";
  const auto answer = remembered(account, {program.string(), "--version"}, {program});
  if (answer.status != 0) return std::nullopt;
  const std::string version(trim(answer.output));
  return Binaries{folder, version, first_number(version)};
}

Error wrong_major(int wanted, const Binaries& found) {
  return failure(
             fmt::format("the embedded server's data are of PostgreSQL {}, the server found is {}",
                         wanted,
                         found.major))
      .detail(
          fmt::format("found {} in {}; nothing was changed", found.version, found.folder.string()))
      .hint(fmt::format(
          "install PostgreSQL {} (Debian: apt-get install postgresql-{}) and set MIGRATE_PG_BINDIR "
          "to its programs; or dump the data with it and move the data folder away to begin anew",
          wanted,
          wanted));
}

Binaries from_setting(const Account& account, const Path& folder, std::optional<int> wanted) {
  auto found = look_into(account, folder);
  if (!found)
    throw failure(fmt::format("MIGRATE_PG_BINDIR holds no PostgreSQL server: {}", folder.string()))
        .detail(fmt::format("`postgres` and `initdb` have to stand there, for user \"{}\" to run",
                            account.name))
        .hint("set it to a folder such as /usr/lib/postgresql/15/bin, or unset it");
  if (wanted && found->major != *wanted) throw wrong_major(*wanted, *found);
  return *found;
}

}  // namespace

Binaries find_binaries(const Account& account, std::optional<int> wanted) {
  if (const auto set = variable("MIGRATE_PG_BINDIR")) return from_setting(account, *set, wanted);
  const std::array<std::function<std::vector<Path>()>, 3> sources{
      [&] { return from_pg_config(account); }, from_path, usual_folders};
  std::optional<Binaries> other;
  for (const auto& source : sources)
    for (const auto& folder : source()) {
      auto found = look_into(account, folder);
      if (found && (!wanted || found->major == *wanted)) return *found;
      if (found && !other) other = std::move(found);
    }
  if (other) throw wrong_major(*wanted, *other);
  throw failure("no PostgreSQL server is installed for the embedded server")
      .detail("looked for `postgres` and `initdb` by pg_config, in PATH and in the usual folders")
      .hint(install_hint);
}

}  // namespace migrate::pg::embedded
