#include "pg/embedded_system.h"

#include <fmt/core.h>

#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace migrate::pg::embedded {

namespace {

std::string user_name(uid_t uid) {
  const auto* entry = ::getpwuid(uid);  // NOLINT(concurrency-mt-unsafe): before there are threads
  return entry != nullptr ? entry->pw_name : fmt::format("{}", uid);
}

std::string quoted_user(uid_t uid) {
  return fmt::format(R"(user "{}")", user_name(uid));
}

Error foreign_data(const Path& data, uid_t owner) {
  auto error =
      failure(fmt::format("the embedded server's data belong to another user: {}", data.string()));
  error.detail(fmt::format("they belong to {}, this is {}; nothing was changed",
                           quoted_user(owner),
                           quoted_user(::geteuid())));
  if (owner == 0) return error.hint("PostgreSQL refuses root: chown the folder to its user");
  return error.hint(fmt::format(
      "a command run as root, or as {}, made them: run this one so too, or move the folder away to "
      "begin with an empty database",
      quoted_user(owner)));
}

}  // namespace

Account default_account() {
  if (::geteuid() != 0) return {::geteuid(), ::getegid(), user_name(::geteuid())};
  for (const auto* name : {"postgres", "nobody"}) {
    const auto* entry =
        ::getpwnam(name);  // NOLINT(concurrency-mt-unsafe): before there are threads
    if (entry != nullptr && entry->pw_uid != 0) return {entry->pw_uid, entry->pw_gid, name};
  }
  throw failure("no user to run the embedded server as: PostgreSQL refuses root")
      .detail(R"(there is neither a user "postgres" nor a user "nobody")")
      .hint("run migrate as a normal user, or create one: useradd --system postgres");
}

Account owner_account(const Path& data, const struct stat& status) {
  const auto owner = status.st_uid;
  const auto self = ::geteuid();
  if (!S_ISDIR(status.st_mode))
    throw failure(fmt::format("{} is not a folder", data.string()))
        .hint("the embedded server keeps its data there: move what stands there out of the way");
  if (owner == self && self != 0) return {owner, status.st_gid, user_name(owner)};
  if (self == 0 && owner != 0) return {owner, status.st_gid, user_name(owner)};
  throw foreign_data(data, owner);
}

bool become(const Account& account) {
  if (::geteuid() != 0) return true;
  return ::setgroups(1, &account.gid) == 0 &&
         ::setresgid(account.gid, account.gid, account.gid) == 0 &&
         ::setresuid(account.uid, account.uid, account.uid) == 0;
}

bool reaches(const Account& account, const Path& folder) {
  const auto child = ::fork();
  if (child < 0) throw system_failure("cannot start a process");
  if (child == 0) ::_exit(become(account) && ::access(folder.c_str(), X_OK) == 0 ? 0 : 1);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace migrate::pg::embedded
