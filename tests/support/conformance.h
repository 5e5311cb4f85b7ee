#pragma once

#include "migrate/base/json.h"
#include "support/project.h"

#include <string>
#include <string_view>
#include <vector>

/// tests/data/conformance/revision_cases.json, for tests that run the binary on its graphs.
namespace migrate::test::conformance {

/// The whole file: `graphs` and `cases`.
const Json& document();

/// One text or a list of them.
std::vector<std::string> listed(const Json& json);

std::vector<std::string> sorted(std::vector<std::string> list);

/// Whether the case is on a graph that holds a reserved id, which we do not load.
bool is_on_refused_graph(const Json& test);

/// What a case expects: its `recommended` beats what was observed.
const Json& expected(const Json& test, std::string_view key);

/// The kind of error; empty: none.
std::string expected_error(const Json& test);

/// A file for each revision, in load order; each section notes its revision in table `ran`.
void write_graph(const Project& project, const std::string& graph);

}  // namespace migrate::test::conformance
