#pragma once

#include <string>
#include <string_view>

namespace migrate::commands::inspect {

/// For text and quoted attributes of HTML and XML. What XML cannot hold becomes U+FFFD.
std::string escaped(std::string_view text);

/// An id that is its own URL fragment too.
std::string anchor_of(std::string_view kind, std::string_view name);

}  // namespace migrate::commands::inspect
