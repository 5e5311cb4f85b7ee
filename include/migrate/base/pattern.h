#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate {

using PatternFields = std::vector<std::pair<std::string_view, std::string>>;

/// The pattern with its fields `%(name)s` replaced and `%%` as a percent sign. Nothing where it has
/// another field, or a percent sign that begins none.
std::optional<std::string> fill_pattern(std::string_view pattern, const PatternFields& fields);

}  // namespace migrate
