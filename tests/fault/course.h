#pragma once

#include "fault/trial.h"

#include <set>
#include <string>
#include <vector>

namespace migrate::test {

/// What can happen to a run from outside.
struct Fault {
  std::string name;
  Action action;
  std::set<int> statuses;  ///< what the run may end with
};

/// Those that strike at a message and need nothing put right afterwards.
std::vector<Fault> faults();

/// A run, and where it can be hurt.
struct Course {
  explicit Course(Trial undisturbed);

  Trial trial;
  Traffic traffic;
};

/// Plays each fault at messages chosen by chance. `where` stands behind the fault's name.
void hurt_anywhere(const Course& course, const std::string& where, std::size_t rounds);

}  // namespace migrate::test
