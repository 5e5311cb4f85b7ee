#include "pg/embedded_template.h"

#include "migrate/base/sha256.h"
#include "migrate/base/strings.h"
#include "pg/embedded_cache.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <fstream>

namespace migrate::pg::embedded {

namespace {

/// Raise it when what stands in a template changes.
constexpr int format_number = 1;

constexpr auto first_major_with_checksums = 18;

/// The library's own UTF-8 locale, the same everywhere; systems without it (old RHEL) have `C`.
std::string locale_name() {
  const auto found = ::newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
  if (found == nullptr) return "C";
  ::freelocale(found);
  return "C.UTF-8";
}

std::vector<std::string> initdb_options(const Binaries& binaries) {
  std::vector<std::string> options{"-U",
                                   "postgres",
                                   "-A",
                                   "trust",
                                   "-E",
                                   "UTF8",
                                   "--no-sync",
                                   "--wal-segsize=1",
                                   "--locale=" + locale_name()};
  if (binaries.major >= first_major_with_checksums) options.emplace_back("--no-data-checksums");
  return options;
}

/// The server without a server: one session on standard input that ends at the first error.
Finished run_single(const Binaries& binaries,
                    const Account& account,
                    const Path& data,
                    std::string_view sql) {
  return run_as(account,
                {(binaries.folder / "postgres").string(),
                 "--single",
                 "-F",
                 "-c",
                 "exit_on_error=on",
                 "-c",
                 "log_min_messages=error",
                 "-D",
                 data.string(),
                 "postgres"},
                sql);
}

void require_success(const Finished& finished, std::string_view doing) {
  if (finished.status == 0) return;
  throw failure(fmt::format("{} failed", doing))
      .detail(std::string(trim(finished.output)))
      .hint("is the disk full, or the server's installation incomplete?");
}

void build(const Binaries& binaries, const Account& account, const Path& folder) {
  auto fresh = folder;
  fresh += ".new";
  std::error_code ignored;
  std::filesystem::remove_all(fresh, ignored);
  make_private_folder(fresh, account);
  std::vector<std::string> command{(binaries.folder / "initdb").string(), "-D", fresh.string()};
  const auto options = initdb_options(binaries);
  command.insert(command.end(), options.begin(), options.end());
  require_success(run_as(account, command), "initdb");
  require_success(run_single(binaries, account, fresh, "create database app\n"),
                  "creating the database \"app\"");
  // Small WAL segments would bring a small limit with them.
  std::ofstream(fresh / "postgresql.conf", std::ios::app) << "\nmax_wal_size = 1GB\n";
  if (::rename(fresh.c_str(), folder.c_str()) != 0)
    throw system_failure(fmt::format("cannot rename {}", fresh.string()));
}

Descriptor wait_for_lock(const Path& path) {
  auto file = open_file(path, O_RDWR, {::geteuid(), ::getegid(), {}});
  while (::flock(file.get(), LOCK_EX) != 0)
    if (errno != EINTR) throw system_failure(fmt::format("cannot lock {}", path.string()));
  return file;
}

}  // namespace

Path cluster_template(const Binaries& binaries, const Account& account) {
  const auto key = sha256_hex(fmt::format("{}\n{}\n{}\n{}",
                                          binaries.version,
                                          join(initdb_options(binaries), " "),
                                          format_number,
                                          account.uid));
  const auto cache = cache_folder(account);
  auto folder = cache / fmt::format("pg{}-{}", binaries.major, key.substr(0, 12));
  if (look_at(folder)) return folder;
  const auto lock = wait_for_lock(cache / "lock");
  if (!look_at(folder)) build(binaries, account, folder);
  return folder;
}

}  // namespace migrate::pg::embedded
