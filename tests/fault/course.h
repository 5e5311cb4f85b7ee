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
  bool hits_all = false;   ///< the sessions of every run, and not one process
};

/// Those that strike at a message and need nothing put right afterwards.
std::vector<Fault> faults();

/// Those of them that need no proxy.
std::vector<Fault> faults_of_processes();

/// A run, and where it can be hurt.
struct Course {
  explicit Course(Trial undisturbed);

  Trial trial;
  Traffic traffic;
};

/// Plays each fault at messages chosen by chance. `where` stands behind the fault's name.
void hurt_anywhere(const Course& course, const std::string& where, std::size_t rounds);

}  // namespace migrate::test
