#pragma once

#include <csignal>

namespace migrate {

/// SIGINT and SIGTERM. Outside a `Guarded` region they end the process at once with status 130 or
/// 143; inside one the first is only noted, so that the running statement can be cancelled and its
/// transaction rolled back, and the second ends the process. One per process.
class Interrupt {
 public:
  /// Take over the two signals. Called once, at the start of the program.
  static void install();

  /// The signal that is noted, or 0.
  static int pending();

  /// Becomes readable when a signal is noted: for poll().
  static int descriptor();

  /// Throws Error(interrupted) or Error(terminated) where a signal is noted.
  static void throw_if_pending();

  /// The signal has been acted on: what must still be written is not cancelled. A second signal
  /// ends the process all the same.
  static void acknowledge();

  class Guarded {
   public:
    Guarded();
    Guarded(const Guarded&) = delete;
    Guarded& operator=(const Guarded&) = delete;
    ~Guarded();
  };
};

}  // namespace migrate
