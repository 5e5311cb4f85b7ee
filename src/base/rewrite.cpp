#include "migrate/base/error.h"
#include "migrate/base/files.h"
#include "migrate/base/interrupt.h"

#include <fmt/core.h>

#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace migrate::files {

namespace {

/// Beside the file, hidden from those who list migrations.
Path beside(const Path& path, std::string_view kind) {
  return path.parent_path() / fmt::format(".{}.{}.{}~", path.filename().string(), ::getpid(), kind);
}

void move(const Path& from, const Path& to) {
  std::error_code failed;
  std::filesystem::rename(from, to, failed);
  if (failed)
    throw Error(ErrorCode::file, fmt::format("cannot write {}: {}", shown(to), failed.message()));
}

/// Some files' new texts on their way; what is not finished is taken back.
class Rewriting {
 public:
  explicit Rewriting(const std::vector<Rewrite>& changes) : changes_(changes) {}

  Rewriting(const Rewriting&) = delete;
  Rewriting& operator=(const Rewriting&) = delete;

  ~Rewriting() {
    std::error_code ignored;
    if (!done_) {
      for (std::size_t i = 0; i < placed_; ++i)
        std::filesystem::remove(changes_[i].to, ignored);
      for (std::size_t i = 0; i < kept_; ++i)
        std::filesystem::rename(old_name(i), changes_[i].from, ignored);
    }
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      std::filesystem::remove(new_name(i), ignored);
      if (done_) std::filesystem::remove(old_name(i), ignored);
    }
  }

  void run() {
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      write_new(new_name(i), changes_[i].text);
      std::error_code ignored;
      std::filesystem::permissions(
          new_name(i), std::filesystem::status(changes_[i].from).permissions(), ignored);
    }
    for (; kept_ < changes_.size(); ++kept_)
      move(changes_[kept_].from, old_name(kept_));
    for (; placed_ < changes_.size(); ++placed_)
      move(new_name(placed_), changes_[placed_].to);
    done_ = true;
  }

 private:
  [[nodiscard]] Path new_name(std::size_t i) const { return beside(changes_[i].from, "new"); }

  [[nodiscard]] Path old_name(std::size_t i) const { return beside(changes_[i].from, "old"); }

  const std::vector<Rewrite>& changes_;
  std::size_t kept_ = 0;
  std::size_t placed_ = 0;
  bool done_ = false;
};

void check_names(const std::vector<Rewrite>& changes) {
  for (const auto& change : changes) {
    const bool is_free = !std::filesystem::exists(std::filesystem::symlink_status(change.to)) ||
                         std::any_of(changes.begin(), changes.end(), [&](const Rewrite& other) {
                           return other.from == change.to;
                         });
    if (!is_free)
      throw Error(ErrorCode::file, fmt::format("{} is there already", shown(change.to)));
  }
}

}  // namespace

void rewrite(std::vector<Rewrite> changes) {
  for (auto& change : changes)
    if (change.from == change.to && std::filesystem::is_symlink(change.from))
      change.from = change.to = std::filesystem::canonical(change.from);
  check_names(changes);
  const Interrupt::Guarded guarded;  // a signal in the middle would leave half of it
  Rewriting(changes).run();
}

}  // namespace migrate::files
