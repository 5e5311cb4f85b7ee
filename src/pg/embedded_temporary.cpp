#include "pg/embedded_temporary.h"

#include "migrate/base/strings.h"
#include "pg/embedded_start.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

namespace migrate::pg::embedded {

namespace {

constexpr auto prefix = "migrate-shadow-";
constexpr std::uint64_t least_memory = 512ULL << 20U;  // Docker's /dev/shm has 64 MB
constexpr std::uint64_t least_disk = 128ULL << 20U;
constexpr std::size_t longest_parent = 60;  // a socket's path has 107 bytes
constexpr auto grace = std::chrono::minutes(1);

bool has_room(const Path& folder, std::uint64_t bytes) {
  struct statvfs status {};

  return ::access(folder.c_str(), W_OK) == 0 && ::statvfs(folder.c_str(), &status) == 0 &&
         std::uint64_t{status.f_bavail} * status.f_frsize >= bytes;
}

std::vector<Path> parents() {
  std::vector<Path> out;
  if (has_room("/dev/shm", least_memory)) out.emplace_back("/dev/shm");
  const auto* own = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): before threads
  for (const auto* folder : {own, "/tmp"})
    if (folder != nullptr && *folder == '/' && has_room(folder, least_disk))
      out.emplace_back(folder);
  return out;
}

bool is_usable(const Path& parent, const Account& account) {
  return parent.string().size() <= longest_parent &&
         parent.string().find(',') == std::string::npos && reaches(account, parent);
}

/// Nobody holds it: true too where there is no such file.
bool is_free(const Path& lock) {
  const Descriptor file(::open(lock.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  return file.get() < 0 || ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
}

/// What stays when a supervisor is killed: nobody else removes it. One that is being made has no
/// locks yet.
bool is_abandoned(const Path& folder, const Account& account) {
  const auto status = look_at(folder);
  if (!status || !S_ISDIR(status->st_mode) || status->st_uid != account.uid) return false;
  const auto age = std::chrono::system_clock::now() -
                   std::chrono::system_clock::from_time_t(status->st_ctim.tv_sec);
  return age > grace && is_free(folder / "users.lock") && is_free(folder / "server.lock");
}

void remove_abandoned(const Path& parent, const Account& account) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(parent, ignored))
    if (entry.path().filename().string().starts_with(prefix) && is_abandoned(entry.path(), account))
      std::filesystem::remove_all(entry.path(), ignored);
}

Path make_in(const Path& parent, const Account& account) {
  auto name = (parent / (std::string(prefix) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr)
    throw system_failure(fmt::format("cannot make a folder in {}", parent.string()));
  if (::geteuid() == 0 && ::chown(name.c_str(), account.uid, account.gid) != 0)
    throw system_failure(fmt::format("cannot set up {}", name));
  return name;
}

Path make_temporary_folder(const Account& account) {
  for (const auto& parent : parents()) {
    if (!is_usable(parent, account)) continue;
    remove_abandoned(parent, account);
    return make_in(parent, account);
  }
  throw failure("no folder for the embedded server's data")
      .detail("/dev/shm (with 512 MB left), $TMPDIR and /tmp (with 128 MB left) cannot be used")
      .hint("set TMPDIR to a folder with some space");
}

Descriptor locked(const Path& path, int kind, const Account& account) {
  auto file = open_file(path, O_RDWR, account);
  if (::flock(file.get(), kind | LOCK_NB) != 0)
    throw system_failure(fmt::format("cannot lock {}", path.string()));
  return file;
}

/// Nothing that is worth a write to a disk, and nothing that works by itself.
Settings without_durability() {
  return {{"fsync", "off"},
          {"full_page_writes", "off"},
          {"synchronous_commit", "off"},
          {"wal_level", "logical"},
          {"max_wal_size", "4GB"},
          {"checkpoint_timeout", "1d"},
          {"autovacuum", "off"},
          {"jit", "off"},
          {"shared_buffers", "32MB"},
          {"huge_pages", "off"},
          {"max_connections", "32"},
          {"max_locks_per_transaction", "1024"},
          {"max_logical_replication_workers", "0"},
          {"lc_messages", "C"}};
}

/// The words are about the embedded server of `database.url`.
Error about_the_shadow(const Error& error, std::optional<int> major) {
  const auto reworded = [](const std::string& text) {
    return replace_all(replace_all(text, "the embedded server", "the shadow server"),
                       "database.url",
                       "shadow.url");
  };
  Error out(error.code(), reworded(error.message()));
  out.detail(error.detail()).hint(reworded(error.hint()));
  if (major && error.message().find("the server found is") != std::string::npos)
    return Error(error.code(),
                 replace_all(reworded(error.message()),
                             "the shadow server's data are of PostgreSQL",
                             "the database is of PostgreSQL"))
        .detail(error.detail() +
                " for the shadow, and schemas of different majors cannot be compared")
        .hint(fmt::format("install PostgreSQL {0} (Debian: apt-get install postgresql-{0}), or "
                          "give shadow.url a server of that version",
                          *major));
  return out;
}

Temporary start_in(const State& state, std::optional<int> major) {
  auto user = locked(state.folder / "users.lock", LOCK_SH, state.account);
  auto server = locked(state.folder / "server.lock", LOCK_EX, state.account);
  auto sockets = start(state,
                       std::move(server),
                       {.major = major, .settings = without_durability(), .is_temporary = true});
  return {.user_lock = std::move(user), .data = state.data(), .sockets = std::move(sockets)};
}

}  // namespace

Temporary start_temporary(std::optional<int> major) {
  State state;
  try {
    state.account = default_account();
    state.folder = make_temporary_folder(state.account);
    return start_in(state, major);
  } catch (const Error& error) {
    std::error_code ignored;
    if (!state.folder.empty()) std::filesystem::remove_all(state.folder, ignored);
    throw about_the_shadow(error, major);
  }
}

}  // namespace migrate::pg::embedded
