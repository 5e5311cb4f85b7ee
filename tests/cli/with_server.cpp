// with_server PROGRAM [ARGS...]: run it beside a server with an empty database `app`, at
// TEST_SERVER=127.0.0.1:PORT, and end with its status.

#include "support/cluster.h"

#include <cstdio>
#include <exception>

using namespace migrate::test;

namespace {

int run_beside_server(const std::string& program, const std::vector<std::string>& args) {
  const auto& cluster = Cluster::instance();
  psql(cluster.url("postgres"), "create database app");
  RunOptions options;
  options.env = {{"TEST_SERVER", "127.0.0.1:" + std::to_string(cluster.port())}};
  options.timeout = std::chrono::minutes(9);
  const auto result = run_program(program, args, options);
  std::fputs(result.out.c_str(), stdout);
  std::fputs(result.err.c_str(), stderr);
  return result.status;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  try {
    return run_beside_server(argv[1], {argv + 2, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
