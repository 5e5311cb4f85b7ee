#pragma once

#include <cstddef>
#include <functional>
#include <random>
#include <string>

/// Rounds of a fault: how many, from which seed, how often it really struck.
///
/// MIGRATE_FAULT_ROUNDS multiplies the rounds of each kind (a number, 1 where it is not set);
/// MIGRATE_FAULT_SEED repeats a run of the tests.
namespace migrate::test {

using Random = std::mt19937_64;

/// A number from 1 to `most`.
std::size_t up_to(Random& random, std::size_t most);

/// A kind of fault.
struct Kind {
  std::string name;
  std::size_t rounds = 10;  ///< times MIGRATE_FAULT_ROUNDS
  double bound = 0.5;       ///< the share of rounds in which it must strike inside a step
};

/// What became of one round.
struct Round {
  bool struck = false;   ///< the fault fell while a step was under way
  std::string broken{};  ///< which invariants do not hold, a line each; empty: all do
};

/// Plays the rounds of a kind. The test fails with the seed and the broken invariants of each bad
/// round, and where too few rounds struck. A table of all kinds is printed when the program ends.
void play(const Kind& kind, const std::function<Round(Random&)>& round);

/// MIGRATE_FAULT_ROUNDS.
std::size_t rounds_factor();

/// A test that cannot run here counts in the table with its reason.
void note_skipped(const std::string& kind, const std::string& reason);

}  // namespace migrate::test
