#pragma once

#include "commands/applied.h"
#include "commands/run_plan.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace migrate::commands {

/// Something that `repair` can settle.
struct Finding {
  std::string kind;  ///< `edited`
  std::string revision;
  std::string path;    ///< as the user writes it
  std::string what;    ///< what is the matter, a sentence without its full stop
  std::string action;  ///< what repair does about it
  std::function<void(const history::Run&)> settle;  ///< does it; under the migration lock
};

/// What a finder looks at. It outlives the findings.
struct Findable {
  const config::Settings& settings;
  Database& database;
  const Applied& applied;
};

using Finder = std::vector<Finding> (*)(const Findable&);

/// Every finder; a kind of finding is one function and one line in the list.
std::span<const Finder> finders();

/// Applied migrations that were edited: their new checksum is accepted by a row in the history.
std::vector<Finding> find_edited(const Findable& where);

}  // namespace migrate::commands
