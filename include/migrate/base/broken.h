#pragma once

#include <string_view>

/// Builds that are broken on purpose: one rule of docs/execution.md is left out. The tests must
/// fail with each of them (scripts/mutants), else they prove nothing. `cmake -DMIGRATE_BREAK=RULE`;
/// in an ordinary build no rule is left out, and nothing of this is left in the binary.
namespace migrate {

#ifdef MIGRATE_BREAK
constexpr std::string_view broken_rule = MIGRATE_BREAK;
#else
constexpr std::string_view broken_rule;
#endif

/// Whether this build leaves the rule out: `lock`, `guard`, `record`, `journal` or `resume`.
constexpr bool is_broken(std::string_view rule) {
  return rule == broken_rule;
}

}  // namespace migrate
