#include "migrate/cli/app.h"

#include "migrate/base/error.h"
#include "migrate/base/version.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace migrate::cli {

int run(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    std::printf("migrate %s\n", std::string(version()).c_str());
    return static_cast<int>(ExitStatus::done);
  }
  std::fputs("error: this version has no commands yet\n", stderr);
  return static_cast<int>(ExitStatus::usage);
}

}  // namespace migrate::cli
