#include "support/majors.h"

#include "support/cluster.h"

#include <fmt/core.h>

#include <cstdio>
#include <regex>
#include <stdexcept>

namespace migrate::test {

int server_major() {
  static const int major =
      std::stoi(psql(Cluster::instance().socket_url("postgres"), "show server_version_num")) /
      10000;
  return major;
}

void say_skipped(std::string_view what, std::string_view why) {
  fmt::print("skipped: {}: {}\n", what, why);
  std::fflush(stdout);
}

bool is_too_old(int since, std::string_view what, std::string_view why) {
  if (server_major() >= since) return false;
  say_skipped(what, fmt::format("{} came with PostgreSQL {}", why, since));
  return true;
}

Since since_of(std::string_view sql) {
  constexpr std::string_view sign = "-- since ";
  const std::string line(sql.substr(0, sql.find('\n')));
  if (!line.starts_with(sign)) return {};
  static const std::regex form("-- since ([1-9][0-9]): (.+)");
  std::smatch found;
  if (!std::regex_match(line, found, form))
    throw std::runtime_error("not '-- since MAJOR: WHAT': " + line);
  return {.major = std::stoi(found[1]), .why = found[2]};
}

}  // namespace migrate::test
