// What a command says of its JSON (help, docs/json.md) against what it writes.

#include "migrate/base/strings.h"
#include "migrate/commands/command.h"
#include "support/catch.h"
#include "support/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace migrate;
using namespace migrate::test;

namespace {

using commands::Command;
using commands::ResultKey;

bool all_texts(const Json& list) {
  return list.is_array() &&
         std::all_of(
             list.items().begin(), list.items().end(), [](const auto& v) { return v.is_string(); });
}

bool is_number(const Json& value) {
  return std::holds_alternative<double>(value.value()) ||
         std::holds_alternative<std::int64_t>(value.value());
}

bool has_type(const Json& value, std::string_view type) {
  constexpr std::string_view or_null = " or null";
  if (type.ends_with(or_null))
    return value.is_null() || has_type(value, type.substr(0, type.size() - or_null.size()));
  if (type == "text" || type == "id") return value.is_string();
  if (type == "number") return is_number(value);
  if (type == "bool") return std::holds_alternative<bool>(value.value());
  if (type == "list of ids" || type == "list of texts") return all_texts(value);
  if (type == "list" || type == "list of objects") return value.is_array();
  return type == "object" && value.is_object();
}

/// Compares documents with a command's keys and notes which of them it met.
class Reader {
 public:
  explicit Reader(const Command& command) : command_(command) {}

  void read(const Json& json) { read_object(json, ""); }

  [[nodiscard]] std::vector<std::string> never_seen() const {
    std::vector<std::string> out;
    for (const auto& known : command_.result)
      if (!seen_.contains(known.key)) out.push_back(known.key);
    return out;
  }

  std::vector<std::string> faults;

 private:
  void read_object(const Json& json, const std::string& prefix) {
    for (const auto& [name, value] : json.members())
      if (!prefix.empty() || (name != "command" && name != "error"))
        read_member(prefix + name, value);
  }

  void read_member(const std::string& key, const Json& value) {
    const auto& known = command_.result;
    const auto rule =
        std::find_if(known.begin(), known.end(), [&](const ResultKey& k) { return k.key == key; });
    const auto inner = key + "[].";
    const bool has_inner = std::any_of(
        known.begin(), known.end(), [&](const ResultKey& k) { return k.key.starts_with(inner); });
    if (rule == known.end() && !has_inner) faults.push_back(key + " is not described");
    if (rule != known.end()) {
      seen_.insert(key);
      if (!has_type(value, rule->type))
        faults.push_back(fmt::format("{} is no {}: {}", key, rule->type, value.dump()));
    }
    if (has_inner)
      for (const auto& item : value.items())
        read_object(item, inner);
  }

  const Command& command_;
  std::set<std::string> seen_;
};

struct Step {
  std::vector<std::string> words;
  int status = 0;
};

/// What is run, in this order, in one project; between them the files change.
const std::vector<Step> before_the_edit{
    {{"init", "sub"}},
    {{"list-templates"}},
    {{"create"}},
    {{"status"}},
    {{"doctor"}},
    {{"upgrade", "0002", "--dry-run"}},
    {{"ensure-version"}},
    {{"upgrade"}},
    {{"upgrade", "--sql"}},
    {{"current"}},
    {{"heads"}},
    {{"history"}},
    {{"history", "--applied"}},
    {{"history", "--attempts"}},
    {{"show", "0002"}},
    {{"downgrade", "-1"}},
    {{"downgrade", "--sql", "0002:0001"}},
    {{"stamp", "0003"}},
    {{"check", "--drift"}, 3},
    {{"stamp", "0003", "--verify=warn"}},
    {{"stamp", "--sql", "0003"}},
    {{"revision", "-m", "one", "--head", "0001", "--splice", "--rev-id", "one"}},
    {{"branches"}},
    {{"rebase", "one", "--onto", "0003", "--dry-run"}},
    {{"check"}, 3},
    {{"diff", "--from", "old.sql"}, 3},
    {{"inspect"}},
    {{"inspect", "desired", "--format", "json"}},
    {{"inspect", "desired", "--format", "mermaid"}},
    {{"inspect", "desired", "--format", "html"}},
    {{"revision", "--autogenerate", "-m", "all", "--head", "one", "--splice"}, 3},
    {{"merge", "heads", "--rev-id", "joined"}},
    {{"upgrade"}},
    {{"completion", "bash"}},
    {{"help", "help"}},
};
const std::vector<Step> after_the_edit{{{"status"}}, {{"repair", "--yes"}}};
const std::vector<Step> after_a_loss{
    {{"status"}}, {{"show", "last"}}, {{"downgrade", "joined", "--yes"}}, {{"upgrade", "bad"}, 1}};
const std::vector<Step> at_the_end{{{"reset", "--yes"}}, {{"drop", "--yes"}}};

class Session {
 public:
  explicit Session(const Project& project) : project_(project) {
    for (const auto* command : commands::all())
      readers_.emplace_back(*command);
  }

  void run(const std::vector<Step>& steps) {
    for (const auto& [words, status] : steps)
      reader(words.front()).read(project_.json(words, status));
  }

  Reader& reader(const std::string& name) {
    const auto all = commands::all();
    const auto found = std::find(all.begin(), all.end(), commands::find(name));
    return readers_.at(static_cast<std::size_t>(found - all.begin()));
  }

 private:
  const Project& project_;
  std::vector<Reader> readers_;
};

constexpr auto upgrade_and_downgrade =
    "-- migrate:upgrade\ncreate table {0} ();\n-- migrate:downgrade\ndrop table {0};\n";

void add(const Project& project, const std::string& id, const std::string& down) {
  project.add(id, down, fmt::format(fmt::runtime(upgrade_and_downgrade), "t" + id));
}

/// In a project without revisions.
void read_baselines(Session& session) {
  const Database there("create table t (a int)");
  const Project first(there.url());
  for (const auto* option : {"--dry-run", "--sql"})
    session.reader("baseline").read(first.json({"baseline", option}));
}

/// Of a downgrade that undoes nothing.
void read_verified(Session& session) {
  const Project project("");
  project.up("0001", "~", "create table t ();");
  session.reader("verify").read(project.json({"verify"}, 3));
}

void read_squash(Session& session) {
  const Project project("");
  project.up("0001", "~", "create table t ();");
  project.up("0002", "0001", "create table u ();");
  project.up("0003", "0002", "create table v ();");
  session.reader("squash").read(project.json({"squash", ":0002", "--dry-run"}));
}

}  // namespace

TEST_CASE("commands write the JSON that they describe", "[json]") {
  const Database database;
  const Project project(database.url(),
                        "seeds: [seeds]\nrepeatable: [again]\nschema: {desired: new.sql}\n");
  project.write("old.sql", "create table t (a int, b int); create view v as select 1;")
      .write("new.sql", "create table t (a int, c int); create view v as select 1;")
      .write("seeds/one.sql", "select 1;")
      .write(
          "again/v.sql",
          "-- migrate:upgrade\ncreate view v as select 1;\n-- migrate:downgrade\ndrop view v;\n");
  add(project, "0001", "~");
  add(project, "0002", "0001");
  add(project, "0003", "0002");
  Session session(project);
  session.run(before_the_edit);
  project.add("0001", "~", "-- migrate:upgrade\nselect 1;\n");
  session.run(after_the_edit);
  session.reader("edit").read(Json::parse(
      project.run_program("env", {"EDITOR=true", MIGRATE_BINARY, "edit", "0001", "--json"}).out));
  add(project, "last", "joined");
  REQUIRE(project.run({"upgrade"}).status == 0);
  std::filesystem::remove(project.path() / "versions/last.sql");
  project.add("bad", "joined", "-- migrate:upgrade\nselect 1/0;\n");
  session.run(after_a_loss);
  std::filesystem::remove(project.path() / "versions/bad.sql");
  session.run(at_the_end);
  read_baselines(session);
  read_verified(session);
  read_squash(session);
  for (const auto* command : commands::all()) {
    INFO(command->name);
    auto& reader = session.reader(std::string(command->name));
    CHECK(join(reader.faults, "; ") == "");
    CHECK(join(reader.never_seen(), ", ") == "");
  }
}

TEST_CASE("an error has all of its keys", "[json]") {
  const Database database;
  const Project project(database.url());
  project.add("0001", "~", "-- migrate:upgrade\ntable nosuch;\n");
  for (const auto& [words, status] : {Step{{"upgrade"}, 1}, Step{{"upgrade", "0009"}, 2}}) {
    const auto error = project.json(words, status)["error"];
    std::vector<std::string> keys;
    for (const auto& [key, value] : error.members())
      keys.push_back(key);
    CHECK(join(keys, " ") == "code message file line column sqlstate detail hint state");
    CHECK(error["code"].is_string());
    CHECK(error["message"].is_string());
  }
}
