#include "pg/embedded_state.h"

#include "migrate/base/files.h"
#include "migrate/base/sha256.h"

#include <fmt/core.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace migrate::pg::embedded {

namespace {

constexpr std::size_t longest_socket_path = 107;  // sockaddr_un::sun_path without its NUL
constexpr std::size_t hash_digits = 16;

const Path far_folder = "/var/lib/migrate";

bool is_root() {
  return ::geteuid() == 0;
}

Path real_path(const Path& project) {
  std::error_code failed;
  auto real = std::filesystem::canonical(project, failed);
  if (failed)
    throw failure(fmt::format("cannot find the project's folder {}", project.string()))
        .detail(failed.message());
  return real;
}

std::string hash_of(const Path& real) {
  return sha256_hex(real.string()).substr(0, hash_digits);
}

Path near_folder(const Path& real) {
  return real / ".migrate";
}

Account myself() {
  return {::geteuid(), ::getegid(), {}};
}

/// `.migrate/`, which git is told to leave alone.
void make_near_folder(const Path& folder) {
  if (!make_folder(folder, 0755, myself())) return;
  files::write_new(folder / ".gitignore", "*\n");
}

void make_far_folder(const Path& folder) {
  make_folder(folder.parent_path(), 0755, myself());
  make_folder(folder, 0755, myself());
}

/// As root, with a project on a read-only disk or below a folder that the server's user cannot
/// enter, the state stands elsewhere.
bool can_be_near(const Path& near, const Account& account) {
  if (!is_root()) return true;
  const auto there = look_at(near);
  if (there && !S_ISDIR(there->st_mode))
    throw failure(fmt::format("{} is not a folder", near.string())).hint("move it out of the way");
  const auto deepest = there ? near : near.parent_path();
  return ::access(deepest.c_str(), W_OK) == 0 && reaches(account, deepest);
}

State new_state(const Path& near, const Path& far, const std::string& hash) {
  auto account = default_account();
  const bool is_near = can_be_near(near, account);
  if (is_near) make_near_folder(near);
  if (!is_near) make_far_folder(far);
  return {is_near ? near : far, hash, std::move(account)};
}

/// Short enough for a socket; libpq takes a comma in `host` for the end of one of several hosts.
bool fits(const Path& folder) {
  const auto path = (folder / socket_name).string();
  return path.size() <= longest_socket_path && path.find(',') == std::string::npos;
}

/// XDG_RUNTIME_DIR where it is as its specification demands.
std::optional<Path> runtime_folder() {
  const auto* value = std::getenv("XDG_RUNTIME_DIR");  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr || *value != '/') return std::nullopt;

  struct stat status {};

  const bool ours = ::stat(value, &status) == 0 && S_ISDIR(status.st_mode) &&
                    status.st_uid == ::geteuid() && (status.st_mode & 0077U) == 0;
  return ours ? std::optional<Path>(value) : std::nullopt;
}

Path short_folder(const State& state) {
  if (is_root()) {
    make_far_folder(far_folder / state.hash);
    return far_folder / state.hash / "run";
  }
  const auto runtime = runtime_folder();
  if (runtime && fits(*runtime / ("migrate-" + state.hash)))
    return *runtime / ("migrate-" + state.hash);
  return Path("/tmp") / fmt::format("migrate-{}-{}", state.account.uid, state.hash);
}

}  // namespace

bool has_data(const Path& project) {
  const auto real = real_path(project);
  return look_at(near_folder(real) / "data") || look_at(far_folder / hash_of(real) / "data");
}

State find_state(const Path& project) {
  const auto real = real_path(project);
  const auto hash = hash_of(real);
  const auto near = near_folder(real);
  const auto far = far_folder / hash;
  for (const auto& folder : {near, far})
    if (const auto data = look_at(folder / "data"))
      return {folder, hash, owner_account(folder / "data", *data)};
  try {
    return new_state(near, far, hash);
  } catch (Error& error) {
    if (error.code() == ErrorCode::embedded_server && error.hint().empty())
      error.hint(
          "the embedded server needs to write there: make the project's folder writable, or "
          "give database.url a server");
    throw;
  }
}

Path socket_folder(const State& state) {
  const auto near = state.folder / "run";
  auto folder = fits(near) ? near : short_folder(state);
  make_private_folder(folder, state.account);
  return folder;
}

}  // namespace migrate::pg::embedded
