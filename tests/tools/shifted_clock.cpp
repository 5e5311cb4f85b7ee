// clock_gettime() with the wall clock an hour ahead.
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

extern "C" int clock_gettime(clockid_t clock, timespec* out) noexcept {
  const auto result = ::syscall(SYS_clock_gettime, clock, out);
  if (clock == CLOCK_REALTIME) out->tv_sec += 3600;
  return static_cast<int>(result);
}
