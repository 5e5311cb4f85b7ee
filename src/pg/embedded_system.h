#pragma once

#include "migrate/base/error.h"

#include <sys/stat.h>
#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the embedded server needs of the operating system: users, descriptors, programs, folders.
namespace migrate::pg::embedded {

using Path = std::filesystem::path;

/// Error(embedded_server); the second form has `errno` in its detail.
Error failure(std::string message);
Error system_failure(std::string message);

/// An open file descriptor, closed on the way out.
class Descriptor {
 public:
  Descriptor() = default;

  explicit Descriptor(int fd) : fd_(fd) {}

  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ~Descriptor() { close(); }

  void close();

  [[nodiscard]] int get() const { return fd_; }

  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Pipe make_pipe();

/// The user that the server runs as.
struct Account {
  uid_t uid = 0;
  gid_t gid = 0;
  std::string name;
};

/// Ourselves; `postgres` or `nobody` where we are root, since PostgreSQL refuses root.
Account default_account();

/// The owner of an existing data folder. Throws where we may not act for that user.
Account owner_account(const Path& data, const struct stat& status);

/// Safe in a forked child: give up root for that user, for good.
bool become(const Account& account);

/// Safe in a forked child: no handlers, nothing ignored, nothing blocked.
void reset_signals();

/// Whether that user can step into the folder.
bool reaches(const Account& account, const Path& folder);

/// Our environment as NAME=value without the PG* variables.
std::vector<std::string> server_environment();

/// For exec: pointers into the texts, ended by a null pointer.
std::vector<char*> pointers(const std::vector<std::string>& texts);

struct Finished {
  int status = -1;  ///< of the exit; -1 where a signal ended it
  std::string output;
};

/// Run a program as that user in `/` and wait; its output and errors together. It dies with us.
/// `input` has to fit into a pipe (some kilobytes).
Finished run_as(const Account& account,
                const std::vector<std::string>& command,
                std::string_view input = {});

/// Nothing where it does not exist. Does not follow a symbolic link.
std::optional<struct stat> look_at(const Path& path);

/// Make the folder with that mode where it is missing, given to `account`. Whether it was made.
bool make_folder(const Path& path, mode_t mode, const Account& account);

/// The same with 0700; throws where what stands there is no folder, not that user's, or open.
void make_private_folder(const Path& path, const Account& account);

/// Open for writing, made where missing and then given to `account`; never through a link.
Descriptor open_file(const Path& path, int flags, const Account& account);

}  // namespace migrate::pg::embedded
