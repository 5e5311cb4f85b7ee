#pragma once

#include "migrate/pg/connection.h"
#include "migrate/revision/requirements.h"
#include "migrate/runner/run.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace migrate::runner {

/// What the upgrades among the steps of a plan require, each once, and of which steps.
struct Required {
  revision::Requirement requirement;
  std::vector<std::size_t> steps;  ///< indices, rising
};

std::vector<Required> required_by(std::span<const RunStep> steps);

/// A requirement that is not met, with what the server said.
struct Unmet {
  Required required;
  std::string present;    ///< the version of the server, or of the installed extension; or empty
  std::string available;  ///< the extension's versions that can be installed, joined; or empty
  std::string fitting;    ///< the newest of them that would do; or empty
};

/// The database that the question is about.
enum class Where {
  here,      ///< the one that is connected to
  made_anew  ///< one that is to be made on this server: nothing is installed there
};

/// What the server does not meet of what the steps require, in one round trip; in none where they
/// require nothing. Roles, and updates of extensions, that the plan itself makes by then are met.
/// An extension that is not installed is met where a version that fits can be: to create it is a
/// migration's work.
std::vector<Unmet> unmet_requirements(pg::Connection& connection,
                                      std::span<const RunStep> steps,
                                      Where where);

/// The same as text for psql: a transaction of its own that raises. Empty: they require nothing.
std::string requirements_script(std::span<const RunStep> steps);

}  // namespace migrate::runner
