#include "fault/course.h"

#include <csignal>
#include <utility>

namespace migrate::test {

std::vector<Fault> faults_of_processes() {
  return {
      {"SIGKILL", send_signal(SIGKILL), {0, 137}},
      {"SIGINT", send_signal(SIGINT), {0, 130}},
      {"SIGTERM", send_signal(SIGTERM), {0, 143}},
      {"backend terminated", terminate_backends(), {0, 1, 4}, true},
      {"statement cancelled", cancel_backends(), {0, 1}, true},
  };
}

std::vector<Fault> faults() {
  auto out = faults_of_processes();
  out.push_back({"connection cut", answer(Verdict::cut), {0, 1, 4}});
  out.push_back({"answers lost", answer(Verdict::lose_answers), {0, 1, 4}});
  return out;
}

Course::Course(Trial undisturbed) : trial(std::move(undisturbed)), traffic(traffic_of(trial)) {}

void hurt_anywhere(const Course& course, const std::string& where, std::size_t rounds) {
  for (const auto& fault : faults())
    play({.name = fault.name + ", " + where, .rounds = rounds, .bound = 0.3}, [&](Random& random) {
      auto trial = course.trial;
      trial.action = fault.action;
      trial.statuses = fault.statuses;
      trial.moment = any_moment(random, course.traffic);
      trial.at_once = up_to(random, 3) == 1;
      return undergo(trial);
    });
}

}  // namespace migrate::test
