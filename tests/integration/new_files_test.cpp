// Commands that write files: init, revision, merge, edit, and what follows them.
#include "migrate/base/files.h"
#include "support/catch.h"
#include "support/project.h"

#include <filesystem>
#include <map>

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Strings = std::vector<std::string>;

RunResult run_in(const std::filesystem::path& folder, const Strings& args) {
  return run(args, {.cwd = folder, .env = {}, .input = {}});
}

/// Run with variables: `env NAME=value migrate ARGS`.
RunResult run_with(const Project& project, Strings variables, const Strings& args) {
  variables.emplace_back(MIGRATE_BINARY);
  variables.insert(variables.end(), args.begin(), args.end());
  return project.run_program("env", variables);
}

/// Names and texts of all files below a folder.
std::map<std::string, std::string> contents(const std::filesystem::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    out[entry.path().lexically_relative(folder)] =
        entry.is_regular_file() ? files::read(entry.path()) : "";
  return out;
}

std::string read(const Project& project, const std::string& name) {
  return files::read(project.path() / name);
}

}  // namespace

TEST_CASE("init makes a project of each template, and it works", "[new-files]") {
  const Database database;
  const auto list = run({"list-templates", "--json"});
  Strings names;
  const auto document = Json::parse(list.out);
  for (const auto& found : document["templates"].items()) {
    names.push_back(found["name"].text());
    CHECK_FALSE(found["about"].text().empty());
  }
  CHECK(names == Strings{"default", "minimal", "sqlalchemy", "supabase"});
  for (const auto& name : names) {
    INFO(name);
    const TemporaryFolder folder;
    const auto made = run_in(folder.path(), {"init", "db", "--template", name});
    CHECK(made.status == 0);
    const auto project = folder.path() / "db";
    CHECK(std::filesystem::is_regular_file(project / "migrate.yaml"));
    CHECK(std::filesystem::is_directory(project / "versions"));
    CHECK(std::filesystem::is_directory(project / "templates"));
    const Database fresh;
    CHECK(run_in(project, {"revision", "-m", "first", "--rev-id", "0001"}).status == 0);
    CHECK(run_in(project, {"upgrade", "head", "--url", fresh.socket_url()}).status == 0);
    const auto table = std::string(name == "supabase" ? "migrate" : "public") + ".migrate_version";
    CHECK(psql(fresh.socket_url(), "select version_num from " + table) == "0001");
  }
}

TEST_CASE("init overwrites nothing", "[new-files]") {
  const TemporaryFolder folder;
  folder.write("templates/revision.sql", "mine");
  const auto before = contents(folder.path());
  const auto refused = run_in(folder.path(), {"init"});
  CHECK(refused.status == 2);
  CHECK(refused.err ==
        "error: templates/revision.sql is there already\nhint: init never overwrites\n"
        "state: nothing was changed\n");
  CHECK(contents(folder.path()) == before);
  CHECK_THAT(run_in(folder.path(), {"init", "x", "--template", "supabse"}).err,
             Contains("did you mean supabase?"));
  CHECK(contents(folder.path()) == before);
}

TEST_CASE("init that fails in the middle says what it made", "[new-files]") {
  const TemporaryFolder folder;
  folder.write("db/templates", "a file");
  const auto failed = run_in(folder.path(), {"init", "db"});
  CHECK(failed.status == 2);
  CHECK_THAT(failed.err, Contains("state: made or changed before the error: db/versions/\n"));
}

TEST_CASE("a project's own template makes its new files", "[new-files]") {
  const Database database;
  const Project project(database.socket_url(), "templates: tmpl\nfile_template: '{rev}'\n");
  project.write("tmpl/revision.sql",
                "-- revision: {revision}\n-- down_revision: {down_revision}\n"
                "-- message: {message}\n-- depends_on: {depends_on}\n\n"
                "-- migrate:upgrade\nset local application_name = '{{{revision}}}';\n");
  CHECK(project.run({"revision", "-m", "one", "--rev-id", "aa"}).status == 0);
  CHECK(read(project, "versions/aa.sql") ==
        "-- revision: aa\n-- down_revision: ~\n-- message: one\n\n"
        "-- migrate:upgrade\nset local application_name = '{aa}';\n");
  CHECK(project.run({"revision", "--head", "base", "--rev-id", "bb"}).status == 0);
  CHECK(project.run({"merge", "heads", "--rev-id", "mm", "-m", "both"}).status == 0);
  CHECK_THAT(read(project, "versions/mm.sql"),
             Contains("-- down_revision: [aa, bb]\n-- message: both\n\n"));
  CHECK(project.json({"upgrade", "head"})["to"].strings() == Strings{"mm"});
}

TEST_CASE("a template that makes no migration file is an error, and no file", "[new-files]") {
  const Database database;
  const Project project(database.socket_url());
  project.write("templates/revision.sql", "-- revision: {revison}\n");
  const auto error = project.json({"revision", "-m", "x"}, 2)["error"];
  CHECK(error["code"].text() == "malformed_file");
  CHECK(error["file"].text() == "templates/revision.sql");
  CHECK(error["line"].integer() == 1);
  CHECK(error["column"].integer() == 14);
  CHECK(error["state"].text() == "nothing was changed");
  CHECK(std::filesystem::is_empty(project.path() / "versions"));
}

TEST_CASE("hooks run on new files in the project's folder", "[new-files]") {
  const Database database;
  const Project project(database.socket_url(), R"(file_template: '{rev} x'
hooks:
  after_revision:
    - "echo said; printf '%s|' {path} {revision} {message} \"$PWD\" > seen"
    - "sed -i 's/^-- migrate:upgrade/&\\nselect 42;/' {path}"
)");
  const auto path = (project.path() / "versions" / "aa x.sql").string();
  const auto made = project.run({"revision", "-m", "it's; {path} $x", "--rev-id", "aa"});
  CHECK(made.status == 0);
  CHECK(made.out == "versions/aa x.sql\n");
  CHECK(made.err == "said\n");
  CHECK(read(project, "seen") == path + "|aa|it's; {path} $x|" + project.path().string() + "|");
  CHECK_THAT(read(project, "versions/aa x.sql"), Contains("-- migrate:upgrade\nselect 42;\n"));
  CHECK(project.json({"revision", "--head", "base", "--rev-id", "bb"})["revision"].text() == "bb");
  CHECK(project.run({"merge", "heads", "--rev-id", "mm"}).status == 0);
  CHECK_THAT(read(project, "seen"), Contains("|mm|merge heads|"));
}

TEST_CASE("a hook that fails is an error, the file stays", "[new-files]") {
  const Database database;
  const Project project(database.socket_url(),
                        "file_template: '{rev}'\n"
                        "hooks: {after_revision: [\"echo no good; exit 7\", \"touch never\"]}\n");
  const auto out = project.json({"revision", "-m", "x", "--rev-id", "aa"}, 1);
  CHECK(out["revision"].text() == "aa");
  CHECK(out["path"].text() == "versions/aa.sql");
  const auto& error = out["error"];
  CHECK(error["code"].text() == "command_failed");
  CHECK(error["message"].text() ==
        "hooks.after_revision `echo no good; exit 7` failed with status 7");
  CHECK(error["detail"].text() == "no good");
  CHECK(error["file"].text() == "migrate.yaml");
  CHECK_THAT(error["state"].text(), Contains("versions/aa.sql"));
  CHECK(std::filesystem::exists(project.path() / "versions/aa.sql"));
  CHECK_FALSE(std::filesystem::exists(project.path() / "never"));
}

TEST_CASE("a hook that breaks the file is found out", "[new-files]") {
  const Database database;
  const Project project(database.socket_url(),
                        "hooks: {after_revision: [\"echo '-- migrate:upgrad' >> {path}\"]}\n");
  const auto error = project.json({"revision", "-m", "x"}, 2)["error"];
  CHECK(error["code"].text() == "malformed_file");
  CHECK_THAT(error["state"].text(), Contains("written, and kept"));
}

TEST_CASE("edit opens the file in the user's editor", "[new-files]") {
  const Database database;
  const Project project(database.socket_url(), "file_template: '{rev} it''s'\n");
  CHECK(project.run({"revision", "--rev-id", "aa"}).status == 0);
  const std::string add = "sed -i '$a select 1;'";
  const auto edited = run_with(project, {"EDITOR=false", "VISUAL=" + add}, {"edit", "head"});
  CHECK(edited.status == 0);
  CHECK(edited.out == "versions/aa it's.sql\n");
  CHECK_THAT(read(project, "versions/aa it's.sql"), Contains("-- migrate:downgrade\nselect 1;\n"));
  CHECK(run_with(project, {"EDITOR=" + add}, {"edit", "aa"}).status == 0);

  const auto none = project.run({"edit", "aa"});
  CHECK(none.status == 2);
  CHECK_THAT(none.err, Contains("neither VISUAL nor EDITOR is set"));
  const auto failed = run_with(project, {"EDITOR=exit 3;"}, {"edit", "aa"});
  CHECK(failed.status == 1);
  CHECK_THAT(failed.err, Contains("ended with status 3"));
  const auto broken = run_with(project, {"EDITOR=sed -i '$a COMMIT;'"}, {"edit", "aa"});
  CHECK(broken.status == 2);
  CHECK_THAT(broken.err, Contains("COMMIT in a transactional section"));
  CHECK_THAT(broken.err, Contains("state: the file is as the editor left it\n"));
}

TEST_CASE("revision and merge open the editor with --edit", "[new-files]") {
  const Database database;
  const Project project(database.socket_url(), "file_template: '{rev}'\n");
  const auto none = project.run({"revision", "--edit", "--rev-id", "aa"});
  CHECK(none.status == 2);
  CHECK_THAT(none.err, Contains("state: nothing was changed\n"));
  CHECK(std::filesystem::is_empty(project.path() / "versions"));

  const Strings editor{"EDITOR=echo editing; sed -i '$a select 1;'"};
  const auto made = run_with(project, editor, {"revision", "--edit", "--rev-id", "aa", "--json"});
  CHECK(made.status == 0);
  CHECK(Json::parse(made.out)["revision"].text() == "aa");
  CHECK(made.err == "editing\n");
  CHECK_THAT(read(project, "versions/aa.sql"), Contains("select 1;"));
  CHECK(project.run({"revision", "--head", "base", "--rev-id", "bb"}).status == 0);
  CHECK(run_with(project, editor, {"merge", "heads", "--edit", "--rev-id", "mm"}).status == 0);
  CHECK_THAT(read(project, "versions/mm.sql"), Contains("select 1;"));

  const auto lost = run_with(project, {"EDITOR=sed -i s/mm/zz/"}, {"revision", "--edit", "--json"});
  CHECK(lost.status == 2);
  CHECK(Json::parse(lost.out)["error"]["code"].text() == "missing_reference");
  CHECK_THAT(lost.err, Contains("written, and kept"));
}

TEST_CASE("what stands behind psql is psql's", "[new-files]") {
  const Database database;
  const Project project(database.socket_url());
  const auto answer = [&](const Strings& args) { return project.run(args).out; };
  CHECK(answer({"psql", "-Atc", "select 1 + 1"}) == "2\n");
  CHECK(answer({"psql", "-At", "-c", "select 3", "--", "x"}) == "3\n");
  CHECK(answer({"psql", "--", "-At", "-c", "select 4"}) == "4\n");
  CHECK(answer({"psql", "-v", "n=5", "-At", "-f", "query.sql"}).empty());
  project.write("query.sql", "select :n;");
  CHECK(answer({"psql", "-v", "n=5", "-At", "-f", "query.sql"}) == "5\n");
  CHECK(answer({"--config", "migrate.yaml", "-q", "psql", "-At", "-c", "select 6"}) == "6\n");
  CHECK_THAT(answer({"psql", "--help"}), Contains("migrate psql -c 'select version()'"));
  CHECK(project.run({"psql", "-c", "select nothing"}).status != 0);
}

TEST_CASE("a stamp to base has no revision", "[new-files]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "");
  CHECK(project.run({"stamp", "head"}).status == 0);
  const auto out = project.json({"stamp", "base"});
  REQUIRE(out["steps"].items().size() == 1);
  CHECK(out["steps"].items()[0]["revision"].is_null());
  CHECK(history(database, "direction, revision is null, rows_after") ==
        "stamp|f|{0001}\nstamp|t|{}");
  CHECK_THAT(project.run({"status"}).out, Contains("succeeded  stamp       base"));
}

TEST_CASE("new files go to the folder that is asked for", "[new-files]") {
  const Database database;
  const Project project(database.socket_url(),
                        "versions: [versions, more]\nrecursive: true\nfile_template: '{rev}'\n");
  std::filesystem::create_directories(project.path() / "more" / "deep");
  CHECK_THAT(project.run({"revision", "--rev-id", "aa"}).err, Contains("--version-path"));
  CHECK_THAT(project.run({"revision", "--version-path", "none"}).err, Contains("none of the"));
  const auto first = project.json({"revision", "--rev-id", "aa", "--version-path", "more"});
  CHECK(first["path"].text() == "more/aa.sql");
  CHECK(project.json({"revision", "--rev-id", "bb"})["path"].text() == "more/bb.sql");
  project.write("more/deep/cc.sql",
                "-- revision: cc\n-- down_revision: bb\n\n-- migrate:upgrade\n");
  CHECK(project.json({"revision", "--rev-id", "dd"})["path"].text() == "more/deep/dd.sql");
  CHECK(project.json({"heads"})["revisions"].items().size() == 1);
  CHECK_THAT(project.run({"revision", "--head", "aa", "--rev-id", "ee"}).err,
             Contains("revision aa is not a head"));
  const auto side = project.json({"revision",
                                  "--head",
                                  "aa",
                                  "--splice",
                                  "--rev-id",
                                  "ee",
                                  "--branch-label",
                                  "side",
                                  "--depends-on",
                                  "dd",
                                  "--version-path",
                                  "versions"});
  CHECK(side["path"].text() == "versions/ee.sql");
  CHECK(read(project, "versions/ee.sql").starts_with("-- revision: ee\n-- down_revision: aa\n"));
  CHECK_THAT(read(project, "versions/ee.sql"),
             Contains("-- branch_labels: [side]\n-- depends_on: [dd]\n"));
  const auto merged = project.json(
      {"merge", "side", "dd", "-m", "join", "--rev-id", "mm", "--branch-label", "joined"});
  CHECK(merged["down_revision"].strings() == Strings{"ee", "dd"});
  CHECK_THAT(project.run({"merge", "mm"}).err, Contains("a merge takes two revisions"));
}
