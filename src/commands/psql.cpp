#include "commands/database.h"
#include "commands/list.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace migrate::commands {

namespace {

/// `key='value'` pairs; the password goes by the environment, which other users cannot read.
std::string conninfo(const pg::ConnectionParameters& parameters) {
  std::string out;
  for (const auto& [keyword, value] : parameters.values) {
    if (keyword == "password") {
      ::setenv("PGPASSWORD", value.c_str(), 1);
      continue;
    }
    out += (out.empty() ? "" : " ") + keyword + "='";
    for (const char c : value)
      out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    out += '\'';
  }
  return out;
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const auto address = address_of(context, settings);
  if (address.embedded) {
    pg::scrub_pg_environment();
    address.embedded->keep_across_exec();
  }
  std::vector<std::string> words{"psql", "-d", conninfo(address.parameters)};
  for (auto& word : context.arguments.values("ARGS"))
    words.push_back(std::move(word));
  std::vector<char*> argv;
  for (auto& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execvp("psql", argv.data());
  throw Error(ErrorCode::file, std::string("cannot run psql: ") + std::strerror(errno))
      .hint("install postgresql-client");
}

}  // namespace

const Command psql_command{
    .name = "psql",
    .summary = "Open psql on the configured database",
    .purpose = R"(
Replaces itself by psql, connected to the database that the config names: no URL to copy, and the
password never stands in the list of processes. With the embedded server psql keeps it running until
it ends. Everything behind `psql` is for psql; options of migrate stand before it.)",
    .options = {{.name = "ARGS",
                 .kind = OptionKind::arguments,
                 .help = "words for psql",
                 .default_text = "none"}},
    .examples = {{"migrate psql", "Work in the database."},
                 {"migrate psql -c 'select version()'", "Run one statement."}},
    .statuses = {{ExitStatus::done, "psql ended with 0; other statuses are psql's"},
                 {ExitStatus::failed, "the embedded server cannot be used; from psql: it failed"},
                 {ExitStatus::usage,
                  "psql is not installed, or the URL is wrong; from psql: no connection"},
                 {ExitStatus::found, "from psql: a script failed and ON_ERROR_STOP was set"}},
    .run = run,
    .passes_on = "ARGS"};

}  // namespace migrate::commands
