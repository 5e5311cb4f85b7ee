#include "commands/baseline/records.h"

#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace migrate::commands::baseline {

namespace {

struct Records {
  std::string_view table;
  std::string_view tool;
};

constexpr std::array known{Records{"__diesel_schema_migrations", "Diesel"},
                           Records{"__drizzle_migrations", "Drizzle"},
                           Records{"_prisma_migrations", "Prisma"},
                           Records{"_sqlx_migrations", "SQLx"},
                           Records{"alembic_version", "Alembic"},
                           Records{"databasechangelog", "Liquibase"},
                           Records{"django_migrations", "Django"},
                           Records{"flyway_schema_history", "Flyway"},
                           Records{"goose_db_version", "goose"},
                           Records{"knex_migrations", "Knex"},
                           Records{"schema_migrations", "Rails, dbmate or the like"}};

}  // namespace

std::vector<std::string> warn_of_records(const catalog::Snapshot& snapshot) {
  std::vector<std::string> out;
  for (const auto& object : snapshot.objects) {
    if (object.kind->id != "table") continue;
    const auto found = std::ranges::find(known, object.name.back(), &Records::table);
    if (found == known.end()) continue;
    const auto name = join(object.name, ".");
    auto text = fmt::format(
        "table {} holds what {} has run, and is in the baseline: `schema.exclude: [{}]` leaves it "
        "out",
        name,
        found->tool,
        name);
    if (found->tool == "Alembic")
      text += "; with `database.version_table: alembic_version` its revisions go on instead";
    out.push_back(std::move(text));
  }
  return out;
}

}  // namespace migrate::commands::baseline
