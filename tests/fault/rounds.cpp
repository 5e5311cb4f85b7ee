#include "fault/rounds.h"

#include "support/catch.h"

#include <fmt/core.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace migrate::test {

namespace {

using Clock = std::chrono::steady_clock;

/// A kind is given up after so many bad rounds: more would say the same.
constexpr std::size_t most_bad = 3;

/// Where chance let too few rounds strike, up to so many times as many are played.
constexpr std::size_t most_times = 4;

struct Line {
  std::string kind;
  std::size_t rounds = 0;
  std::size_t struck = 0;
  std::size_t bad = 0;
  double bound = 0;
  double seconds = 0;
  std::string skipped;
};

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* given = std::getenv(variable);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

std::uint64_t base_seed() {
  static const std::uint64_t seed = number_of("MIGRATE_FAULT_SEED", std::random_device{}());
  return seed;
}

/// FNV-1a: the same on every machine, as a seed must be.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t out = 14695981039346656037U;
  for (const char c : text)
    out = (out ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return out;
}

class Table {
 public:
  Table() = default;
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  ~Table() {
    if (lines_.empty()) return;
    fmt::print("\nMIGRATE_FAULT_SEED={}\n{:<68} {:>6} {:>6} {:>6} {:>5} {:>7}\n",
               base_seed(),
               "fault",
               "rounds",
               "struck",
               "bound",
               "bad",
               "seconds");
    for (const auto& line : lines_) {
      if (!line.skipped.empty()) {
        fmt::print("{:<68} left out: {}\n", line.kind, line.skipped);
        continue;
      }
      fmt::print("{:<68} {:>6} {:>6} {:>6.1f} {:>5} {:>7.1f}\n",
                 line.kind,
                 line.rounds,
                 line.struck,
                 line.bound * static_cast<double>(line.rounds),
                 line.bad,
                 line.seconds);
    }
  }

  void add(Line line) { lines_.push_back(std::move(line)); }

 private:
  std::vector<Line> lines_;
};

Table& table() {
  static Table only;
  return only;
}

bool strikes_enough(const Line& line) {
  return static_cast<double>(line.struck) >= line.bound * static_cast<double>(line.rounds);
}

/// An exception of the round itself is a bad round with its text: the seed must be seen.
Round played(const std::function<Round(Random&)>& round, Random& random) {
  try {
    return round(random);
  } catch (const std::exception& e) {
    return {.struck = false, .broken = std::string("the round threw: ") + e.what()};
  }
}

}  // namespace

std::size_t up_to(Random& random, std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(1, most)(random);
}

std::size_t rounds_factor() {
  return number_of("MIGRATE_FAULT_ROUNDS", 1);
}

void play(const Kind& kind, const std::function<Round(Random&)>& round) {
  Line line{.kind = kind.name, .bound = kind.bound, .skipped = {}};
  const auto start = Clock::now();
  const auto count = kind.rounds * rounds_factor();
  const auto is_enough = [&] {
    return line.bad == most_bad || line.rounds == most_times * count ||
           (line.rounds >= count && strikes_enough(line));
  };
  for (std::size_t i = 0; !is_enough(); ++i) {
    Random random(base_seed() ^ hash_of(kind.name) ^ (i * 0x9E3779B97F4A7C15U));
    const auto result = played(round, random);
    ++line.rounds;
    if (result.struck) ++line.struck;
    if (result.broken.empty()) continue;
    ++line.bad;
    FAIL_CHECK(kind.name << ", round " << i << ", MIGRATE_FAULT_SEED=" << base_seed() << ":\n"
                         << result.broken);
  }
  line.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  table().add(line);
  INFO(kind.name << ", MIGRATE_FAULT_SEED=" << base_seed());
  CHECK(strikes_enough(line));
}

void note_skipped(const std::string& kind, const std::string& reason) {
  table().add({.kind = kind, .skipped = reason});
  WARN(kind << ": left out: " << reason);
}

}  // namespace migrate::test
