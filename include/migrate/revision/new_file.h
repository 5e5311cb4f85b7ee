#pragma once

#include "migrate/base/clock.h"
#include "migrate/revision/revision.h"
#include "migrate/revision/revision_map.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate::revision {

/// A message as a header line holds it: line breaks and control characters become one blank.
/// Throws Error(usage) over 64 kB.
std::string header_message(std::string_view message);

/// Letters, digits and `_` of a message, in lower case, at most `most` characters.
std::string slug(std::string_view message, std::size_t most);

/// The next sequential id: the highest number of all branches plus one, at least four digits.
RevisionId next_sequential_id(const RevisionMap& map);

/// `file_template` filled in: {year} {month} {day} {hour} {minute} {second} {rev} {slug}; `.sql` is
/// added. Throws Error(config) for an unknown field.
std::string file_name(std::string_view file_template,
                      const CivilTime& time,
                      std::string_view id,
                      std::string_view slug);

/// The text of a new migration file: the header, then both sections, empty.
std::string new_file_text(const Revision& revision);

}  // namespace migrate::revision
