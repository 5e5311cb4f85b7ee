#pragma once

#include "migrate/pg/connection.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
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

/// A session advisory lock, taken by polling and outside any transaction: a session that *waits*
/// for one holds a snapshot, and deadlocks with a CREATE INDEX CONCURRENTLY of the holder.
class AdvisoryLock {
 public:
  using OnWait = std::function<void(const std::optional<LockHolder>&)>;

  /// Throws Error(lock_not_obtained), which names the holder, when `wait` is over; `on_wait` is
  /// called once when the first try fails and then about once a second.
  AdvisoryLock(Connection& connection,
               std::int64_t key,
               std::chrono::milliseconds wait,
               const OnWait& on_wait);
  AdvisoryLock(const AdvisoryLock&) = delete;
  AdvisoryLock& operator=(const AdvisoryLock&) = delete;
  ~AdvisoryLock();

 private:
  Connection& connection_;
  std::int64_t key_;
};

}  // namespace migrate::pg
