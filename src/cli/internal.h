#pragma once

#include <optional>
#include <span>

namespace migrate::cli {

/// What shells, the build and developers call, no part of the contract: `migrate __complete
/// WORDS...`; `migrate __manual DIR`, which writes man pages and completion scripts as they lie in
/// share/; and `migrate __reference docs`, which writes docs/commands/ and the end of docs/json.md.
/// Nothing where the words ask for neither.
std::optional<int> run_internal(std::span<char* const> words);

}  // namespace migrate::cli
