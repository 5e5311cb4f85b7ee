// What a platform owns is left alone, and replays have it; what an application puts on it is seen.

#include "migrate/base/error.h"
#include "support/catch.h"
#include "support/project.h"
#include "support/schemas.h"

#include <filesystem>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

namespace fs = std::filesystem;

constexpr auto on_platform = "schema: {desired: schema.sql, platform: supabase}\n";

constexpr auto application = R"(
create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pg_graphql with schema graphql;
comment on extension pg_graphql is 'not here';
create extension pg_trgm with schema extensions;
create table profiles (
  id uuid primary key references auth.users on delete cascade,
  token uuid default uuid_generate_v4(),
  name text);
alter table profiles enable row level security;
create policy own on profiles using (auth.uid() = id);
create function handle_new_user() returns trigger language plpgsql security definer as
  'begin insert into public.profiles (id) values (new.id); return new; end';
create trigger on_auth_user_created after insert on auth.users
  for each row execute function handle_new_user();
comment on trigger on_auth_user_created on auth.users is 'ours';
create policy avatars on storage.objects for select
  using (auth.uid()::text = (storage.foldername(name))[1]);
alter publication supabase_realtime add table profiles;
revoke all on profiles from anon;
grant select on profiles to authenticated;
)";

/// What a platform has besides what we know of it.
constexpr auto more_of_the_platform = R"(
create table auth.audit_log_entries (id uuid primary key, payload json);
create type auth.one_time_token_type as enum ('a', 'b');
create function storage.protect_delete() returns trigger language plpgsql as 'begin return old; end';
create trigger protect_delete before delete on storage.objects
  for each statement execute function storage.protect_delete();
create operator extensions.=== (leftarg = int, rightarg = int, function = pg_catalog.int4eq);
create function extensions.ddl_watch() returns event_trigger language plpgsql as 'begin end';
create event trigger ddl_watch on ddl_command_end execute function extensions.ddl_watch();
create schema _realtime;
create table _realtime.tenants (id int);
alter publication supabase_realtime owner to supabase_admin;
create publication supabase_realtime_messages_publication;
alter default privileges for role supabase_admin in schema public
  grant all on tables to postgres, anon;
grant all on schema public to supabase_admin;
alter schema public owner to postgres;
alter schema auth owner to supabase_admin;
comment on schema storage is 'files';
)";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

/// A database as the platform gives it out.
class Platform {
 public:
  Platform() {
    for (const auto* role : {"anon", "authenticated", "service_role", "supabase_admin"})
      psql(database_.socket_url(),
           std::string("do $$ begin create role ") + role +
               "; exception when duplicate_object or unique_violation then null; end $$");
    load_sql(database_.socket_url(),
             fs::path(MIGRATE_TEST_DATA).parent_path().parent_path() / "platforms/supabase.sql");
    psql(database_.socket_url(), more_of_the_platform);
    // A setting of the platform's role, which all tests share.
    psql(database_.socket_url(),
         "alter database " + database_.name() + " set search_path = '$user', public, extensions");
  }

  [[nodiscard]] std::string url() const { return database_.socket_url(); }

 private:
  Database database_;
};

RunResult must(const Project& project, const std::vector<std::string>& args, int status = 0) {
  auto result = project.run(args);
  INFO(args.front() << "\n" << result.out << result.err);
  REQUIRE(result.status == status);
  return result;
}

}  // namespace

TEST_CASE("an application on a platform is generated, applied and found again", "[platform]") {
  const Platform platform;
  const Project project(platform.url(), on_platform);
  project.write("schema.sql", application);
  CHECK(must(project, {"inspect"}).out == "");

  must(project, {"revision", "--autogenerate", "-m", "all"});
  must(project, {"check"});
  must(project, {"upgrade", "head"});
  const auto same = must(project, {"diff", "--exit-code"});
  CHECK(same.out.empty());
  CHECK_FALSE(contains(same.err, "warning"));
  const auto seen = must(project, {"inspect"}).out;
  for (const auto* text : {"CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users",
                           "COMMENT ON TRIGGER on_auth_user_created ON auth.users",
                           "CREATE POLICY avatars ON storage.objects",
                           "REFERENCES auth.users(id)",
                           "DEFAULT extensions.uuid_generate_v4()",
                           "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions",
                           "ALTER PUBLICATION supabase_realtime ADD TABLE ONLY public.profiles",
                           "REVOKE ALL ON TABLE public.profiles FROM anon"})
    CHECK(contains(seen, text));
  for (const auto* text :
       {"CREATE SCHEMA", "CREATE PUBLICATION", "protect_delete", "ddl_watch", "uuid-ossp"})
    CHECK_FALSE(contains(seen, text));
}

TEST_CASE("what is taken off the platform's tables by hand is found", "[platform]") {
  const Platform platform;
  const Project project(platform.url(), on_platform);
  project.write("schema.sql", application);
  psql(platform.url(), "set search_path = public, extensions;" + std::string(R"(
create extension pg_trgm with schema extensions;
create table profiles (
  id uuid primary key references auth.users on delete cascade,
  token uuid default uuid_generate_v4(),
  name text);
alter table profiles enable row level security;
create policy own on profiles using (auth.uid() = id);
create function handle_new_user() returns trigger language plpgsql security definer as
  'begin insert into public.profiles (id) values (new.id); return new; end';
create trigger extra before update on auth.users
  for each row execute function handle_new_user();
)"));
  CHECK(must(project, {"diff"}).out ==
        "DROP TRIGGER extra ON auth.users;\n"
        "CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users FOR EACH ROW EXECUTE "
        "FUNCTION public.handle_new_user();\n"
        "CREATE POLICY avatars ON storage.objects FOR SELECT TO public\n"
        "    USING (((auth.uid())::text = (storage.foldername(name))[1]));\n"
        "ALTER PUBLICATION supabase_realtime ADD TABLE ONLY public.profiles;\n"
        "COMMENT ON TRIGGER on_auth_user_created ON auth.users IS 'ours';\n"
        "REVOKE ALL ON TABLE public.profiles FROM anon;\n");
}

TEST_CASE("a baseline on a platform has what is the application's alone", "[platform]") {
  const Platform platform;
  const Project desired(platform.url(), on_platform);
  desired.write("schema.sql", application);
  psql(platform.url(), must(desired, {"diff"}).out);
  const Project project(platform.url(), "schema: {platform: supabase}\n");
  const auto text = must(project, {"baseline", "--dry-run"}).out;
  for (const auto* seen : {"CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users",
                           "CREATE POLICY avatars ON storage.objects",
                           "REFERENCES auth.users(id)",
                           "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions",
                           "ALTER PUBLICATION supabase_realtime ADD TABLE ONLY public.profiles",
                           "DROP TRIGGER on_auth_user_created ON auth.users",
                           "DROP POLICY avatars ON storage.objects"})
    CHECK(contains(text, seen));
  for (const auto* other : {"CREATE SCHEMA", "CREATE PUBLICATION", "protect_delete", "uuid-ossp"})
    CHECK_FALSE(contains(text, other));
  must(project, {"baseline"});
  must(project, {"check", "--drift"});

  const auto versions = (project.path() / "versions").string();
  const Platform another;
  const Project elsewhere(another.url(),
                          "versions: [" + versions + "]\nschema: {platform: supabase}\n");
  must(elsewhere, {"upgrade"});
  CHECK(difference(another.url(), platform.url()) == "");
  must(elsewhere, {"downgrade", "base"});
  CHECK(must(elsewhere, {"inspect"}).out.empty());
}

TEST_CASE("the dump of a whole project shows what is the application's alone", "[platform]") {
  const Database database;
  load_sql(database.socket_url(), fs::path(MIGRATE_TEST_DATA) / "schemas/supabase.sql");
  const Project project(database.socket_url(), on_platform);
  const auto seen = must(project, {"inspect"});
  INFO(seen.out);
  CHECK_FALSE(contains(seen.err, "warning"));
  CHECK(contains(seen.out, "CREATE SCHEMA basejump;"));
  CHECK(contains(seen.out, "CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users"));
  CHECK(contains(seen.out, "REFERENCES auth.users(id)"));
  for (const auto* text : {"CREATE TABLE auth.", "CREATE TABLE storage.", "CREATE EVENT TRIGGER"})
    CHECK_FALSE(contains(seen.out, text));
  project.write("schema.sql", seen.out);
  CHECK(must(project, {"diff", "--exit-code"}).out.empty());
}

TEST_CASE("a platform that is none is named with those that there are", "[platform]") {
  const Project project("", "schema: {platform: firebase}\n");
  const auto result = must(project, {"inspect", "empty"}, 2);
  CHECK(contains(result.err, "\"schema.platform\" must be supabase or none, not \"firebase\""));
  CHECK(contains(result.err, "migrate.yaml:1"));
}
