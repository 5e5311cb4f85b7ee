#pragma once

#include <string>
#include <string_view>

/// What a test asks of the server's major.
namespace migrate::test {

/// That of the test's server: 15.
int server_major();

/// Says that a test, or a case, is left out: scripts/postgres-matrix counts these lines.
void say_skipped(std::string_view what, std::string_view why);

/// Whether the server is older than what the test needs: then says so.
bool is_too_old(int since, std::string_view what, std::string_view why);

/// What a case of SQL needs, said in a first line `-- since 14: compression`.
struct Since {
  int major = 0;  ///< 0: every one that is alive
  std::string why;
};

/// Throws std::runtime_error where the line cannot be read.
Since since_of(std::string_view sql);

}  // namespace migrate::test
