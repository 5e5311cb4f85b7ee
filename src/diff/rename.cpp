#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/diff/diff.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace migrate::diff {

namespace {

Error not_a_name(const Rename& rename, std::size_t words) {
  return Error(ErrorCode::usage,
               fmt::format(
                   "--rename {}:{} does not name a {}", rename.kind, rename.from, rename.kind))
      .hint(words == 3 ? "write it as schema.table.name" : "write it as schema.name");
}

/// What has no name of its own, or more than that.
constexpr std::string_view unnamed[] = {
    "operator", "operator family", "operator class", "cast", "transform"};

}  // namespace

std::string rename_sql(const Rename& rename) {
  const auto* kind = catalog::find_kind(rename.kind);
  const bool is_part = kind != nullptr && !kind->part.empty();
  if (kind == nullptr || kind->sql.empty() ||
      std::ranges::find(unnamed, rename.kind) != std::end(unnamed) ||
      (is_part && rename.kind != "column" && kind->sql != "CONSTRAINT" && rename.kind != "index" &&
       rename.kind != "trigger" && rename.kind != "policy"))
    throw Error(ErrorCode::usage,
                fmt::format("what is of kind {} cannot be renamed here", rename.kind));
  auto from = sql::words_of(rename.from, sql::LetterCase::kept);
  const auto to = sql::words_of(rename.to, sql::LetterCase::kept).back();
  const std::size_t words = is_part ? 3 : kind->in_schema && rename.kind != "schema" ? 2 : 1;
  if (from.size() != words) throw not_a_name(rename, words);
  const auto old_name = sql::identifier(from.back());
  const auto new_name = sql::identifier(to);
  if (words == 1) return fmt::format("ALTER {} {} RENAME TO {}", kind->sql, old_name, new_name);
  const auto relation = sql::qualified(from[0], from[1]);
  if (words == 2) return fmt::format("ALTER {} {} RENAME TO {}", kind->sql, relation, new_name);
  if (rename.kind == "index")
    return fmt::format("ALTER INDEX {} RENAME TO {}", sql::qualified(from[0], from[2]), new_name);
  if (rename.kind == "trigger" || rename.kind == "policy")
    return fmt::format("ALTER {} {} ON {} RENAME TO {}", kind->sql, old_name, relation, new_name);
  return fmt::format("ALTER TABLE {} RENAME {} {} TO {}", relation, kind->sql, old_name, new_name);
}

}  // namespace migrate::diff
