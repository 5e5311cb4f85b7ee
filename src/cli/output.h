#pragma once

#include <string_view>

namespace migrate::cli {

/// Opens /dev/null in the place of stdin, stdout and stderr where they are closed: else a
/// connection would get that number, and the server what is meant for people.
void open_missing_streams();

/// Writes to stderr. What does not fit there is lost: no reason to stop half-way.
void say(std::string_view text);

/// Writes the result to stdout. Where that does not take all of it, as on a full disk, says so and
/// gives false.
bool write_result(std::string_view text, bool color);

}  // namespace migrate::cli
