#pragma once

#include "migrate/pg/connection.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>

namespace migrate::pg {

/// Who holds an advisory lock, as pg_stat_activity shows it.
struct LockHolder {
  std::string pid;
  std::string application;
  std::string user;
  std::string host;
  std::string since;  ///< seconds since its transaction or connection began
  std::string query;

  [[nodiscard]] std::string text() const;
};

/// Called about once a second while an advisory lock is waited for.
using OnLockWait = std::function<void(const std::optional<LockHolder>&)>;

/// Waiting for an advisory lock by asking again and again, with growing pauses that vary by chance.
/// A session that waited inside the server would hold a snapshot, and deadlock with a CREATE INDEX
/// CONCURRENTLY of the holder.
class LockPatience {
 public:
  LockPatience(Connection& connection,
               std::int64_t key,
               std::chrono::milliseconds wait,
               OnLockWait on_wait);

  /// Sleep before the next try; the holder is said once at first and then about once a second.
  /// Throws Error(lock_not_obtained), which names the holder, when `wait` is over.
  void pause();

  /// Begin again: something went on.
  void renew();

 private:
  Connection& connection_;
  std::int64_t key_;
  std::chrono::milliseconds wait_;
  OnLockWait on_wait_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point told_;
  std::chrono::milliseconds delay_{};
  std::mt19937 random_{std::random_device{}()};
};

/// A session advisory lock, taken by polling and outside any transaction.
class AdvisoryLock {
 public:
  /// `beside`: SQL expressions that the session evaluates with each try, in the same round trip.
  /// Throws as LockPatience::pause does.
  AdvisoryLock(Connection& connection,
               std::int64_t key,
               LockPatience patience,
               const std::string& beside = {});
  AdvisoryLock(const AdvisoryLock&) = delete;
  AdvisoryLock& operator=(const AdvisoryLock&) = delete;
  ~AdvisoryLock();

 private:
  Connection& connection_;
  std::int64_t key_;
};

}  // namespace migrate::pg
