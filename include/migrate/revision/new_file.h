#pragma once

#include "migrate/base/clock.h"
#include "migrate/revision/revision.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace migrate::revision {

/// A message as a header line holds it: line breaks and control characters become one blank.
/// Throws Error(usage) over 64 kB.
std::string header_message(std::string_view message);

/// Letters, digits and `_` of a message, in lower case, at most `most` characters.
std::string slug(std::string_view message, std::size_t most);

/// The number that an id is, as sequential ids are; nothing for others.
std::optional<std::uint64_t> sequence_number(std::string_view id);

/// 0 where none has a number.
std::uint64_t highest_number(std::span<const Revision> revisions);

/// A number as an id: four digits or more.
RevisionId sequential_id(std::uint64_t number);

/// `file_template` filled in: {year} {month} {day} {hour} {minute} {second} {rev} {slug}; `.sql` is
/// added. Throws Error(config) for an unknown field.
std::string file_name(std::string_view file_template,
                      const CivilTime& time,
                      std::string_view id,
                      std::string_view slug);

}  // namespace migrate::revision
