#pragma once

#include "fault/course.h"

#include <cstddef>

namespace migrate::test {

/// Several runners of one project that begin at once.
struct Crowd {
  std::size_t count = 2;
  Shape shape{};
  std::size_t applied = 0;            ///< so many migrations are there already
  const Pgbouncer* pooler = nullptr;  ///< all go through it
  const Fault* fault = nullptr;       ///< strikes the first of them while one is at work
};

/// Migrations that can be counted, and that take long enough to be met by others.
Shape slow_steps();

/// Plays it in a database of its own: nobody may begin before all wait for the lock. In the end
/// there is another run. It struck where all have waited, and the fault found the first at work or
/// waiting.
Round run_at_once(const Crowd& crowd, Random& random);

}  // namespace migrate::test
