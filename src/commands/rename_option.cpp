#include "commands/rename_option.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <vector>

namespace migrate::commands {

namespace {

/// The kind of the object that has this name, where the user does not say it.
std::string kind_of(const std::string& name, const catalog::Snapshot& snapshot) {
  std::vector<std::string> kinds;
  for (const auto& object : snapshot.objects)
    if (join(object.name, ".") == name) kinds.emplace_back(object.kind->id);
  if (kinds.size() == 1) return kinds.front();
  Error error(ErrorCode::usage,
              kinds.empty() ? fmt::format("there is no {} to rename", name)
                            : fmt::format("{} can be renamed: {}", name, join(kinds, ", ")));
  throw error.hint("say which: --rename table:public.old=public.new");
}

}  // namespace

diff::Rename rename_of(const std::string& word, const catalog::Snapshot& snapshot) {
  const auto equals = word.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == word.size())
    throw Error(ErrorCode::usage, fmt::format("\"{}\" is no rename", word))
        .hint(
            "--rename public.old=public.new, or with its kind: --rename "
            "column:public.t.a=public.t.b");
  const auto colon = word.find(':');
  const bool has_kind = colon < equals;
  const auto begin = has_kind ? colon + 1 : 0;
  diff::Rename out{.kind = has_kind ? word.substr(0, colon) : "",
                   .from = word.substr(begin, equals - begin),
                   .to = word.substr(equals + 1)};
  if (!has_kind) out.kind = kind_of(out.from, snapshot);
  if (out.to.find('.') == std::string::npos)
    out.to.insert(0, out.from.substr(0, out.from.rfind('.') + 1));
  return out;
}

}  // namespace migrate::commands
