#include "commands/platform.h"

namespace migrate::commands {

namespace {

using config::Platform;

catalog::Others supabase() {
  return {
      .schemas = {"_analytics",
                  "_realtime",
                  "_supavisor",
                  "auth",
                  "cron",
                  "extensions",
                  "graphql",
                  "graphql_public",
                  "net",
                  "pgbouncer",
                  "pgsodium",
                  "pgsodium_masks",
                  "realtime",
                  "storage",
                  "supabase_functions",
                  "supabase_migrations",
                  "vault"},
      .roles = {"anon",
                "authenticated",
                "authenticator",
                "dashboard_user",
                "pgbouncer",
                "pgsodium_keyholder",
                "pgsodium_keyiduser",
                "pgsodium_keymaker",
                "postgres",
                "service_role",
                "supabase_admin",
                "supabase_auth_admin",
                "supabase_etl_admin",
                "supabase_functions_admin",
                "supabase_read_only_user",
                "supabase_realtime_admin",
                "supabase_replication_admin",
                "supabase_storage_admin"},
      .extensions = {"pg_cron",
                     "pg_graphql",
                     "pg_net",
                     "pg_stat_statements",
                     "pgcrypto",
                     "pgjwt",
                     "pgsodium",
                     "supabase_vault",
                     "uuid-ossp"},
      .publications = {"supabase_realtime", "supabase_realtime_messages_publication"},
  };
}

}  // namespace

catalog::Others owned_by_platform(const config::Settings& settings) {
  return settings.schema.platform.get() == Platform::supabase ? supabase() : catalog::Others();
}

std::optional<std::string> platform_search_path(const config::Settings& settings) {
  if (settings.schema.platform.get() == Platform::none) return std::nullopt;
  return R"("$user", public, extensions)";
}

void add_platform(const config::Settings& settings, runner::ShadowOptions& options) {
  if (settings.schema.platform.get() == Platform::none) return;
  options.roles = supabase().roles;
  options.absent_extensions = {
      "pg_cron", "pg_graphql", "pg_net", "pgjwt", "pgsodium", "supabase_vault"};
  options.setup.push_back(
      revision::parse_schema_file(std::string(supabase_sql()), "the stand-in for supabase"));
}

}  // namespace migrate::commands
