#pragma once

#include "commands/project.h"
#include "migrate/commands/command.h"
#include "migrate/revision/squash.h"

#include <string>

namespace migrate::commands::squash {

/// The file of a revision in the place of several.
struct Rebuilt {
  std::string text;
  /// Its sections come from a comparison of schemas; else they are those of the files, joined.
  bool is_compared = false;
  std::string why_joined;
};

/// Make the text of the file, and prove it on the shadow: behind what the range needs it makes what
/// the range makes, with as many rows in each table, and its downgrade leads back to where those of
/// the range lead. `made`: its header. Throws Error(diff) where it does not.
Rebuilt rebuild(const Context& context,
                const config::Settings& settings,
                const Project& project,
                const revision::SquashPlan& plan,
                const revision::Revision& made);

}  // namespace migrate::commands::squash
