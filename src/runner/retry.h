#pragma once

#include <chrono>
#include <cstddef>
#include <random>

namespace migrate::runner {

/// Pauses between attempts: they grow from 100 ms to 10 s, by chance shorter by up to half, so that
/// two runs that block each other do not meet again.
class Pauses {
 public:
  [[nodiscard]] std::chrono::milliseconds next(std::size_t attempt);

 private:
  std::mt19937 random_{std::random_device{}()};
};

/// Sleep, but not through SIGINT or SIGTERM.
void sleep_unless_interrupted(std::chrono::milliseconds time);

}  // namespace migrate::runner
