#include "support/project.h"

#include <poll.h>

#include <csignal>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <utility>

namespace migrate::test {

namespace {

/// Statements on our own tables, as pg_dump writes them.
bool is_ours(const std::string& statement) {
  static const std::regex ours(R"(\bmigrate_(version|history|progress)(_\w+)?\b)");
  return std::regex_search(statement, ours);
}

}  // namespace

Project::Project(std::string url, std::string_view config) {
  options_.cwd = folder_.path();
  options_.env.emplace_back("DATABASE_URL", std::move(url));
  folder_.write("migrate.yaml", config);
  std::filesystem::create_directory(folder_.path() / "versions");
}

const Project& Project::add(const std::string& id,
                            const std::string& down,
                            std::string_view sections) const {
  folder_.write(
      "versions/" + id + ".sql",
      "-- revision: " + id + "\n-- down_revision: " + down + "\n\n" + std::string(sections));
  return *this;
}

const Project& Project::up(const std::string& id,
                           const std::string& down,
                           std::string_view sql) const {
  return add(id, down, "-- migrate:upgrade\n" + std::string(sql) + "\n-- migrate:downgrade\n");
}

const Project& Project::write(const std::filesystem::path& name, std::string_view text) const {
  folder_.write(name, text);
  return *this;
}

RunResult Project::run(const std::vector<std::string>& args) const {
  return test::run(args, options_);
}

RunResult Project::run_program(const std::string& program,
                               const std::vector<std::string>& args) const {
  return test::run_program(program, args, options_);
}

Json Project::json(std::vector<std::string> args, int status) const {
  args.emplace_back("--json");
  const auto done = run(args);
  if (done.status != status)
    throw std::runtime_error(args.front() + " exits with " + std::to_string(done.status) + ": " +
                             done.err + done.out);
  return Json::parse(done.out);
}

Running::Running(const Project& project, std::vector<std::string> args) {
  // The shell names itself and becomes the binary.
  args.insert(args.begin(),
              {"-c",
               R"(echo $$ >"$0.new"; mv "$0.new" "$0"; exec "$@")",
               (folder_.path() / "pid").string(),
               binary()});
  thread_ = std::thread(
      [this, &project, args = std::move(args)] { result_ = project.run_program("sh", args); });
}

Running::~Running() {
  if (thread_.joinable()) thread_.join();
}

void Running::signal(int number) const {
  pid_t pid = 0;
  while (!(std::ifstream(folder_.path() / "pid") >> pid))
    ::poll(nullptr, 0, 5);
  ::kill(pid, number);
}

const RunResult& Running::result() {
  if (thread_.joinable()) thread_.join();
  return result_;
}

std::string history(const Database& database, const std::string& columns) {
  return psql(database.socket_url(), "select " + columns + " from migrate_history order by id");
}

std::string schema_without_ours(const std::string& url) {
  return without_ours(pg_dump_schema(url));
}

std::string without_ours(std::string_view dump) {
  std::string out;
  for (std::size_t start = 0; start < dump.size();) {
    auto end = dump.find(";\n", start);
    end = end == std::string::npos ? dump.size() : end + 2;
    const std::string statement(dump.substr(start, end - start));
    if (!is_ours(statement)) out += statement;
    start = end;
  }
  return out;
}

bool becomes_true(const std::string& url, const std::string& query) {
  for (int i = 0; i < 500; ++i) {
    if (psql(url, query) == "t") return true;
    ::poll(nullptr, 0, 10);
  }
  return false;
}

}  // namespace migrate::test
