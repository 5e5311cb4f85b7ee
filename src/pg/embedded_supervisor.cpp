#include "pg/embedded_supervisor.h"

#include "pg/embedded_postmaster.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>

// Everything here but start_supervisor() runs in a process forked from one that may have had
// threads: system calls and plain code, nothing that allocates, and _exit at the end.
namespace migrate::pg::embedded {

namespace {

constexpr long tick_while_starting = 2'000'000;  // ns
constexpr long tick_while_serving = 50'000'000;
constexpr int fast_shutdown_ticks = 400;  // 20 s: a checkpoint
constexpr int immediate_shutdown_ticks = 100;

/// SIGCHLD ends a wait at once; SIGTERM (the system goes down) is an order to stop.
sigset_t watched_signals() {
  sigset_t set{};
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGCHLD);
  ::sigaddset(&set, SIGTERM);
  return set;
}

int wait_for_signal(long nanoseconds) {
  const auto set = watched_signals();
  const timespec tick{0, nanoseconds};
  return ::sigtimedwait(&set, nullptr, &tick);
}

/// Descriptors of our starter's callers must not stay open with us: a pipe's reader would wait.
void close_all_but(std::array<int, 4> kept) {
  std::sort(kept.begin(), kept.end());
  unsigned first = 3;
  for (const int fd : kept) {
    const auto last = static_cast<unsigned>(fd);
    if (last > first) ::close_range(first, last - 1, 0);
    first = std::max(first, last + 1);
  }
  ::close_range(first, ~0U, 0);
}

bool detach(const Supervision& s) {
  ::setsid();
  ::umask(0077);
  const int null = ::open("/dev/null", O_RDONLY);
  if (null < 0 || ::dup2(null, 0) < 0 || ::dup2(s.log, 1) < 0 || ::dup2(s.log, 2) < 0) return false;
  close_all_but({s.log, s.users_lock, s.server_lock, s.ready});
  reset_signals();
  const auto set = watched_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  for (const int ignored : {SIGINT, SIGHUP, SIGPIPE})
    ::signal(ignored, SIG_IGN);
  ::prctl(PR_SET_NAME, "migrate-server");
  return ::chdir("/") == 0 && become(s.account);
}

pid_t start_postmaster(const Supervision& s) {
  const auto self = ::getpid();
  const auto child = ::fork();
  if (child != 0) return child;
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // after become(): setuid clears it
  if (::getppid() != self) ::_exit(1);
  reset_signals();
  ::fcntl(s.server_lock, F_SETFD, 0);
  ::execve(s.arguments[0], s.arguments, s.environment);
  ::_exit(127);
}

bool has_ended(pid_t postmaster) {
  return ::waitpid(postmaster, nullptr, WNOHANG) != 0;
}

bool ends_within(pid_t postmaster, int ticks) {
  for (; ticks > 0; --ticks) {
    if (has_ended(postmaster)) return true;
    wait_for_signal(tick_while_serving);
  }
  return false;
}

void stop(pid_t postmaster, bool in_order) {
  if (in_order) ::kill(postmaster, SIGINT);
  if (in_order && ends_within(postmaster, fast_shutdown_ticks)) return;
  ::kill(postmaster, SIGQUIT);
  if (ends_within(postmaster, immediate_shutdown_ticks)) return;
  ::kill(postmaster, SIGKILL);
  ::waitpid(postmaster, nullptr, 0);
}

/// Report that the server accepts connections; whether that is so.
bool announce(const Supervision& s, pid_t postmaster) {
  const PostmasterFile file(s.postmaster_pid);
  if (file.pid() != postmaster || !file.ready()) return false;
  (void)!::write(s.ready, "1", 1);
  ::close(s.ready);
  return true;
}

/// The supervisor becomes the program that removes what is to go.
[[noreturn]] void leave(const Supervision& s, int status) {
  if (s.discard != nullptr) ::execl("/bin/rm", "rm", "-rf", "--", s.discard, nullptr);
  ::_exit(status);
}

[[noreturn]] void supervise(const Supervision& s) {
  if (!detach(s)) ::_exit(1);
  const auto postmaster = start_postmaster(s);
  if (postmaster < 0) ::_exit(1);
  for (bool ready = false;;) {
    // Where it never came up its starter wants to read the log.
    if (has_ended(postmaster) && ready) leave(s, 1);
    if (has_ended(postmaster)) ::_exit(1);
    if (!ready) ready = announce(s, postmaster);
    // Exclusive: no user is left, and none comes before we are gone.
    const bool unused = ::flock(s.users_lock, LOCK_EX | LOCK_NB) == 0;
    if (unused || wait_for_signal(ready ? tick_while_serving : tick_while_starting) == SIGTERM)
      break;
  }
  stop(postmaster, s.discard == nullptr);
  leave(s, 0);
}

}  // namespace

void start_supervisor(const Supervision& supervision) {
  // Forked twice: it belongs to init, and leaves no zombie with a long-lived starter.
  const auto between = ::fork();
  if (between < 0) throw system_failure("cannot start a process for the embedded server");
  if (between == 0) {
    const auto child = ::fork();
    if (child == 0) supervise(supervision);
    ::_exit(child < 0 ? 1 : 0);
  }
  while (::waitpid(between, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace migrate::pg::embedded
