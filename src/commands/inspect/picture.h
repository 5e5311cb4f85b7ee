#pragma once

#include "commands/inspect/tables.h"

#include <functional>
#include <string>
#include <vector>

namespace migrate::commands::inspect {

struct Picture {
  std::string svg;      ///< an element for a page; empty: there is none
  std::string problem;  ///< why
};

/// The tables with what ties them, laid out by graphviz. `anchor` gives what a table's box links
/// to.
Picture picture_of(const Tables& all, const std::function<std::string(const Table&)>& anchor);

}  // namespace migrate::commands::inspect
