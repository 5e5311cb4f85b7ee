#include "runner/retry.h"

#include "migrate/base/interrupt.h"

#include <poll.h>

#include <algorithm>

namespace migrate::runner {

std::chrono::milliseconds Pauses::next(std::size_t attempt) {
  const auto most = std::min<long>(10'000, 100L << std::min<std::size_t>(attempt, 7));
  std::uniform_int_distribution<long> jitter(most / 2, most);
  return std::chrono::milliseconds(jitter(random_));
}

void sleep_unless_interrupted(std::chrono::milliseconds time) {
  pollfd source{Interrupt::descriptor(), POLLIN, 0};
  ::poll(&source, 1, static_cast<int>(time.count()));
}

}  // namespace migrate::runner
