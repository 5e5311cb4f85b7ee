#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

namespace migrate::test {

/// A session of its own, to hold locks and transactions in. Ends with the object.
class Session {
 public:
  /// Throws std::runtime_error with libpq's words.
  explicit Session(const std::string& url);

  /// Runs it and gives the first value; empty where there is none. Throws with the server's words.
  std::string run(const std::string& sql) const;

 private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

}  // namespace migrate::test
