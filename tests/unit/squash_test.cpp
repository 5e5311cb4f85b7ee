#include "migrate/revision/squash.h"

#include "migrate/revision/plan.h"
#include "revision_drawing.h"

#include <algorithm>

using namespace migrate;
using namespace migrate::revision;

namespace {

Ids ids_of(const std::vector<Revision>& revisions) {
  Ids out;
  for (const auto& revision : revisions)
    out.push_back(revision.id);
  return out;
}

Revision made_of(const SquashPlan& plan, const std::string& id = "ssss") {
  auto out = plan.made;
  out.id = id;
  return out;
}

/// The graph once `range` is one revision, and the files that it was.
struct Squashed {
  RevisionMap map;
  std::vector<Revision> files;
};

Squashed squash(const RevisionMap& map, const std::string& range, const std::string& id = "ssss") {
  const auto plan = plan_squash(map, range);
  // As the command does: followers name the new revision.
  auto after = squashed(map, plan, made_of(plan, id));
  return {.map = std::move(after), .files = plan.members};
}

RevisionMap line() {
  return draw("aaaa\nbbbb <- aaaa\ncccc <- bbbb\ndddd <- cccc");
}

/// "up bbbb: aaaa > bbbb", "record ssss: cccc > ssss" for each step.
Ids steps_of(const Plan& plan) {
  const auto text = [](const Ids& ids) {
    std::string out;
    for (const auto& id : ids)
      out += (out.empty() ? "" : "+") + id;
    return out.empty() ? "base" : out;
  };
  Ids out;
  for (const auto& step : plan.steps)
    out.push_back((step.is_only_recorded                  ? "record "
                   : step.direction == Direction::upgrade ? "up "
                                                          : "down ") +
                  step.revision + ": " + text(step.rows_before) + " > " + text(step.rows_after));
  return out;
}

Revision replacing(const std::string& id, const Ids& ids) {
  auto out = drawn(id).front();
  out.replaces = ids;
  return out;
}

std::string code_of(const Error& error) {
  return std::string(info(error.code()).name);
}

}  // namespace

TEST_CASE("a range becomes one revision between what it needs and what follows", "[squash]") {
  struct Case {
    std::string graph, range;
    Ids members, down_revision, depends_on, followers;
    bool is_base;
  };

  const std::string fork = "aaaa\nbbb1 <- aaaa\nbbb2 <- aaaa\nmmmm <- bbb1 bbb2\nnnnn <- mmmm";
  const auto one = GENERATE_COPY(values<Case>({
      {"aaaa\nbbbb <- aaaa\ncccc <- bbbb", "aaaa:bbbb", {"aaaa", "bbbb"}, {}, {}, {"cccc"}, true},
      {"aaaa\nbbbb <- aaaa\ncccc <- bbbb", "bbbb:", {"bbbb", "cccc"}, {"aaaa"}, {}, {}, false},
      {fork, ":mmmm", {"aaaa", "bbb1", "bbb2", "mmmm"}, {}, {}, {"nnnn"}, true},
      {fork, "base:head", {"aaaa", "bbb1", "bbb2", "mmmm", "nnnn"}, {}, {}, {}, true},
      {fork, "bbb1:nnnn", {"bbb1", "mmmm", "nnnn"}, {"bbb2"}, {}, {}, false},
      {"xxxx\naaaa needs xxxx\nbbbb <- aaaa", ":bbbb", {"aaaa", "bbbb"}, {}, {"xxxx"}, {}, false},
      {"aaaa\nbbbb <- aaaa\nxxxx needs bbbb", ":bbbb", {"aaaa", "bbbb"}, {}, {}, {"xxxx"}, true},
  }));
  CAPTURE(one.graph, one.range);
  const auto map = draw(one.graph);
  const auto plan = plan_squash(map, one.range);
  CHECK(ids_of(plan.members) == one.members);
  CHECK(plan.made.replaces == one.members);
  CHECK(plan.made.down_revision == one.down_revision);
  CHECK(plan.made.depends_on == one.depends_on);
  CHECK(plan.followers == one.followers);
  CHECK(plan.is_base == one.is_base);
  CHECK(squashed(map, plan, made_of(plan)).size() == map.size() - one.members.size() + 1);
}

TEST_CASE("a range that cannot be one revision says why", "[squash]") {
  struct Case {
    std::string graph, range, code, message;
  };

  const auto one = GENERATE(values<Case>({
      {"aaaa\nbbbb <- aaaa", "bbbb", "usage", "\"bbbb\" is not a range of revisions"},
      {"aaaa\nbbbb <- aaaa",
       "bbbb:bbbb",
       "usage",
       "there is nothing to squash: bbbb is a single "
       "revision"},
      {"aaaa\nbbbb <- aaaa", "bbbb:aaaa", "not_reachable", "bbbb is not below aaaa"},
      {"aaaa\nbbbb <- aaaa\ncccc <- aaaa",
       "aaaa:bbbb",
       "refused",
       "revision cccc needs aaaa, which would have no file any more"},
      {"aaaa\nbbbb <- aaaa\ncccc needs aaaa",
       "aaaa:bbbb",
       "refused",
       "revision cccc needs aaaa, which would have no file any more"},
      {"aaaa\nbbbb <- aaaa",
       "aaaa:zzzz",
       "not_found",
       "no revision, branch label or prefix of an "
       "id is \"zzzz\""},
  }));
  CAPTURE(one.graph, one.range);
  const auto error = error_of([&] { (void)plan_squash(draw(one.graph), one.range); });
  CHECK(code_of(error) == one.code);
  CHECK(error.message() == one.message);
}

TEST_CASE("the header of a squash has what those of its revisions have", "[squash]") {
  auto revisions = line().revisions();
  revisions[0].branch_labels = {"app"};
  revisions[1].settings = {{"lock_timeout", "5s"}};
  revisions[2].settings = {{"LOCK_TIMEOUT", "5s"}, {"work_mem", "1GB"}};
  const Requirement vector{.kind = Requirement::Kind::extension, .name = "vector", .bounds = {}};
  auto bound = vector;
  bound.bounds = {{.comparison = ">=", .version = "0.5"}};
  revisions[0].requirements = {vector};
  revisions[2].requirements = {bound};
  const auto made = plan_squash(RevisionMap(revisions), ":cccc").made;
  CHECK(made.branch_labels == Ids{"app"});
  CHECK(made.settings == ServerSettings{{"lock_timeout", "5s"}, {"work_mem", "1GB"}});
  CHECK(made.requirements == std::vector{bound});

  revisions[2].settings = {{"lock_timeout", "1s"}};
  const auto error = error_of([&] { (void)plan_squash(RevisionMap(revisions), ":cccc"); });
  CHECK(error.message() == "revision cccc has the setting lock_timeout: 1s, and one before it 5s");
}

TEST_CASE("what was squashed is known by the id of its last revision", "[squash]") {
  const auto [map, files] = squash(line(), ":cccc");
  CHECK(map.find("cccc") == map.find("ssss"));
  CHECK(map.find("bbbb") == nullptr);
  CHECK(map.find_replacement("bbbb")->id == "ssss");
  CHECK(map.find("dddd")->down_revision == Ids{"ssss"});
  CHECK(error_of([&map = map] { (void)plan_upgrade(map, {}, Ids{"bbbb"}); }).message() ==
        "revision \"bbbb\" was squashed into ssss");
}

TEST_CASE("a file that a squash replaces, and one that two replace, are errors", "[squash]") {
  auto revisions = line().revisions();
  revisions.push_back(replacing("ssss", {"aaaa", "bbbb"}));
  CHECK(error_of([&] { const RevisionMap made(revisions); }).message() ==
        "revision ssss (versions/ssss.sql:1) replaces \"aaaa\", which has a file as well");
  const std::vector twice{replacing("ssss", {"aaaa", "bbbb"}), replacing("tttt", {"bbbb", "cccc"})};
  CHECK(code_of(error_of([&] { const RevisionMap made(twice); })) == "duplicate_id");
}

TEST_CASE("a file that still follows the middle of a squash is told of it", "[squash]") {
  auto revisions = squash(line(), ":cccc").map.revisions();
  revisions.push_back(drawn("late <- bbbb").front());
  const auto error = error_of([&] { const RevisionMap made(revisions); });
  CHECK(code_of(error) == "missing_reference");
  CHECK(error.hint() == "\"bbbb\" was squashed into ssss, which is named instead");
}

TEST_CASE("a database is taken past a squash from wherever it is", "[squash]") {
  const auto [map, files] = squash(line(), ":cccc");
  const Ids heads{"heads"};
  CHECK(steps_of(plan_upgrade(map, {}, heads)) ==
        Ids{"up ssss: base > ssss", "up dddd: ssss > dddd"});
  CHECK(steps_of(plan_upgrade(map, Ids{"cccc"}, heads)) ==
        Ids{"record ssss: cccc > ssss", "up dddd: ssss > dddd"});
  CHECK(plan_upgrade(map, Ids{"cccc"}, heads).from == Ids{"cccc"});
  CHECK(steps_of(plan_upgrade(map, Ids{"dddd"}, heads)).empty());
  CHECK(steps_of(plan_downgrade(map, Ids{"dddd"}, "base")) ==
        Ids{"down dddd: dddd > ssss", "down ssss: ssss > base"});
  CHECK(steps_of(plan_downgrade(map, Ids{"cccc"}, "base")) == Ids{"down ssss: cccc > base"});
  CHECK(plan_stamp(map, Ids{"cccc"}, Ids{"dddd"}).to == Ids{"dddd"});

  const auto inside = with_squashed(map, files);
  CHECK(steps_of(plan_upgrade(inside, Ids{"aaaa"}, heads)) == Ids{"up bbbb: aaaa > bbbb",
                                                                  "up cccc: bbbb > cccc",
                                                                  "record ssss: cccc > ssss",
                                                                  "up dddd: ssss > dddd"});
  CHECK(steps_of(plan_downgrade(inside, Ids{"bbbb"}, "base")) ==
        Ids{"down bbbb: bbbb > aaaa", "down aaaa: aaaa > base"});
}

TEST_CASE("the row of a squash stays until it is undone", "[squash]") {
  const auto [map, files] = squash(draw("aaaa\nbbbb <- aaaa\nxxxx\nyyyy <- xxxx"), "aaaa:bbbb");
  CHECK(steps_of(plan_downgrade(map, Ids{"bbbb", "yyyy"}, "xxxx")) ==
        Ids{"down yyyy: bbbb+yyyy > bbbb+xxxx"});
  CHECK(steps_of(plan_downgrade(map, Ids{"bbbb", "yyyy"}, "base")) ==
        Ids{"down ssss: bbbb+yyyy > yyyy", "down yyyy: yyyy > xxxx", "down xxxx: xxxx > base"});
}

TEST_CASE("a squash of a squash leads on from each of what both replaced", "[squash]") {
  const auto first = squash(line(), ":bbbb", "s001");
  const auto second = squash(first.map, ":cccc", "s002");
  CHECK(second.map.find("s002")->replaces == Ids{"aaaa", "bbbb", "s001", "cccc"});
  CHECK(second.map.find_replacement("aaaa")->id == "s002");
  auto files = first.files;
  files.insert(files.end(), second.files.begin(), second.files.end());
  const auto inside = with_squashed(second.map, files);
  CHECK(steps_of(plan_upgrade(inside, Ids{"aaaa"}, Ids{"heads"})) == Ids{"up bbbb: aaaa > bbbb",
                                                                         "record s001: bbbb > s001",
                                                                         "up cccc: s001 > cccc",
                                                                         "record s002: cccc > s002",
                                                                         "up dddd: s002 > dddd"});
  // Without the files of the first one it is a migration like another.
  const auto later = with_squashed(second.map, second.files);
  CHECK(steps_of(plan_upgrade(later, Ids{"s001"}, Ids{"heads"})) ==
        Ids{"up cccc: s001 > cccc", "record s002: cccc > s002", "up dddd: s002 > dddd"});
  CHECK(later.find("aaaa") == nullptr);
}

TEST_CASE("files of a squash that lead nowhere are left out", "[squash]") {
  const auto [map, files] = squash(line(), ":cccc");
  const auto without_first = with_squashed(map, {files[1], files[2]});
  CHECK(without_first.find("bbbb") == nullptr);
  CHECK_FALSE(without_first.find("ssss")->is_only_recorded);
  const auto without_last = with_squashed(map, {files[0], files[1]});
  CHECK(without_last.find("bbbb") == nullptr);
  CHECK(without_last.find("ssss")->replaces == Ids{"aaaa", "bbbb", "cccc"});
}

TEST_CASE("statements that only make a schema are known", "[squash]") {
  struct Case {
    std::string sql;
    bool makes_schema_alone;
  };

  const auto one = GENERATE(values<Case>({
      {"create table t (id int, n int generated always as (id) stored);", true},
      {"create view v as select 1; comment on view v is 'x'; grant select on v to public;", true},
      {"create function f() returns int language sql as 'insert into t values (1)';", true},
      {"alter table t add n int; drop table t; set search_path = a; analyze;", true},
      {"create materialized view v as select 1 as n;", true},
      {"", true},
      {"insert into t values (1);", false},
      {"with x as (delete from t returning *) select 1;", false},
      {"select setval('s', 3);", false},
      {"do $$begin end$$;", false},
      {"create table t as select 1 as n;", false},
      {"create table t (id) as values (1);", false},
      {"create role app;", false},
      {"alter database d set work_mem = '1GB';", false},
      {"grant app to other;", false},
      {"comment on role app is 'x';", false},
      {"truncate t;", false},
      {"refresh materialized view v;", false},
  }));
  CAPTURE(one.sql);
  const auto file = parse_sql_file(one.sql, "a.sql");
  CHECK(makes_schema_alone(file, *file.upgrade) == one.makes_schema_alone);
}

TEST_CASE("joined sections stand in order, and back", "[squash]") {
  const auto file = [](const std::string& id, const std::string& sections) {
    return parse_revision_file(
        "-- revision: " + id + "\n-- down_revision: ~\n-- message: " + id + "\n" + sections,
        id + ".sql");
  };
  const auto a = file("aaaa",
                      "-- migrate:upgrade\nselect 1 -- one\n"
                      "-- migrate:downgrade\nselect -1;\n");
  const auto b = file("bbbb",
                      "-- migrate:upgrade transaction=off\nvacuum; -- two\n\n"
                      "-- migrate:downgrade\n");
  const auto both = joined_sections({&a, &b});
  CHECK(both.upgrade == "-- aaaa: aaaa\nselect 1 -- one\n;\n\n-- bbbb: bbbb\nvacuum; -- two\n\n");
  CHECK(both.downgrade == "-- bbbb: bbbb\n\n-- aaaa: aaaa\nselect -1;\n\n");
  CHECK(both.upgrade_transaction == TransactionMode::off);
  CHECK(both.downgrade_transaction == TransactionMode::on);
  const auto c = file("cccc", "-- migrate:upgrade\n");
  CHECK_FALSE(joined_sections({&a, &c}).downgrade);
}

TEST_CASE("the file of a squash is read as it was meant", "[squash]") {
  auto made = replacing("0-9", {"0001", "1e5"});
  made.down_revision = {"aaaa", "b b"};
  made.depends_on = {"x"};
  made.branch_labels = {"app"};
  made.message = "m: n";
  made.created = "2026-01-31T10:00:00Z";
  made.settings = {{"lock_timeout", "10s"}, {"myapp.path", "a, \"b\""}};
  made.placeholders = true;
  made.requirements = {{.kind = Requirement::Kind::extension,
                        .name = "vector",
                        .bounds = {{">=", "0.5"}, {"<", "1"}}},
                       {.kind = Requirement::Kind::role, .name = "app", .bounds = {}},
                       {.kind = Requirement::Kind::server, .name = {}, .bounds = {{">=", "14"}}}};
  const auto read = parse_revision_file(
      squash_text(made, {.upgrade = "select 1;", .downgrade = "select 2;"}), "s.sql");
  const auto& header = read.header;
  CHECK(header.id == made.id);
  CHECK(header.down_revision == made.down_revision);
  CHECK(header.depends_on == made.depends_on);
  CHECK(header.branch_labels == made.branch_labels);
  CHECK(header.replaces == made.replaces);
  CHECK(header.message == made.message);
  CHECK(header.created == made.created);
  CHECK(header.settings == made.settings);
  CHECK(header.placeholders == made.placeholders);
  CHECK(header.requirements == made.requirements);
  CHECK(read.downgrade);
  CHECK_FALSE(parse_revision_file(squash_text(made, {.upgrade = "select 1;", .downgrade = {}}), "s")
                  .downgrade);
}
