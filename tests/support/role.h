#pragma once

#include <string>

namespace migrate::test {

/// A role of the test server, without privileges; dropped at the end, so after whatever it owns.
class Role {
 public:
  explicit Role(std::string name);
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;
  ~Role();

 private:
  std::string name_;
};

}  // namespace migrate::test
