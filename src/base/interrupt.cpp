#include "migrate/base/interrupt.h"

#include "migrate/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>

namespace migrate {

namespace {

std::atomic<int> noted = 0;
std::atomic<int> guards = 0;
std::atomic<bool> acknowledged = false;
std::array<int, 2> wake_pipe{-1, -1};

extern "C" void on_signal(int signal) {
  if (guards.load() == 0 || noted.exchange(signal) != 0) ::_exit(128 + signal);
  const char byte = 1;
  [[maybe_unused]] const auto written = ::write(wake_pipe[1], &byte, 1);
}

}  // namespace

void Interrupt::install() {
  if (::pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    throw Error(ErrorCode::internal, "no pipe for signals");

  struct sigaction action {};

  action.sa_handler = on_signal;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

int Interrupt::pending() {
  return acknowledged.load() ? 0 : noted.load();
}

void Interrupt::acknowledge() {
  acknowledged.store(true);
}

int Interrupt::descriptor() {
  return wake_pipe[0];
}

void Interrupt::throw_if_pending() {
  if (pending() == 0) return;
  if (pending() == SIGINT) throw Error(ErrorCode::interrupted, "interrupted by SIGINT");
  throw Error(ErrorCode::terminated, "ended by SIGTERM");
}

Interrupt::Guarded::Guarded() {
  ++guards;
}

Interrupt::Guarded::~Guarded() {
  --guards;
}

}  // namespace migrate
