#pragma once

#include "commands/applied.h"
#include "commands/run_plan.h"
#include "migrate/runner/repair.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace migrate::commands {

/// Something that `repair` can settle.
struct Finding {
  std::string kind;  ///< `edited`, `unfinished`
  std::string revision;
  std::string path;    ///< as the user writes it
  std::string what;    ///< what is the matter, a sentence without its full stop
  std::string action;  ///< what repair does about it
  bool asks = false;   ///< the user has to say something before repair can settle it
  /// Does it, in transactions that the text opens; under the migration lock.
  std::function<void(const history::Run&, const std::string& begin)> settle;
};

/// What a finder looks at. It outlives the findings.
struct Findable {
  const Context& context;
  const config::Settings& settings;
  Database& database;
  const Applied& applied;
  std::optional<runner::Verdict> unfinished;  ///< what the user says of unfinished sections
};

using Finder = std::vector<Finding> (*)(const Findable&);

/// Every finder; a kind of finding is one function and one line in the list.
std::span<const Finder> finders();

/// Applied migrations that were edited: their new checksum is accepted by a row in the history.
std::vector<Finding> find_edited(const Findable& where);

/// Sections with transaction=off of which only a person can tell how to go on; where the user has
/// said something of unfinished sections, those that it concerns.
std::vector<Finding> find_unfinished(const Findable& where);

}  // namespace migrate::commands
