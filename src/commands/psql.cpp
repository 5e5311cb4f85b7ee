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
    .options = {{.name = "ARGS", .kind = OptionKind::arguments, .help = "for psql, behind --"}},
    .examples = "migrate psql\n  migrate psql -- -c 'select 1'",
    .run = run};

}  // namespace migrate::commands
