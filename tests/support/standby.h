#pragma once

#include "support/cluster.h"

namespace migrate::test {

/// A standby of the test cluster that follows it, with all that the cluster has now; it ends with
/// the object. Nothing can be written there.
class Standby {
 public:
  /// Throws std::runtime_error with the words of what fails.
  Standby();
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;
  ~Standby();

  [[nodiscard]] int port() const { return port_; }

 private:
  TemporaryFolder folder_;
  int port_ = 0;
  int postmaster_ = -1;
};

}  // namespace migrate::test
