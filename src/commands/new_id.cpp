#include "commands/new_id.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/revision/new_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sys/random.h>

#include <array>
#include <cstdint>

namespace migrate::commands {

namespace {

std::string random_id() {
  std::array<std::uint8_t, 6> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw Error(ErrorCode::internal, "no random bytes");
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

}  // namespace

std::string new_id(const config::Settings& settings,
                   const revision::RevisionMap& map,
                   const CivilTime& time) {
  switch (settings.revision_ids.get()) {
    case config::RevisionIds::sequential:
      return revision::sequential_id(revision::highest_number(map.revisions()) + 1);
    case config::RevisionIds::timestamp: {
      auto id = fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}",
                            time.year,
                            time.month,
                            time.day,
                            time.hour,
                            time.minute,
                            time.second);
      while (map.find(id) != nullptr)
        id = std::to_string(std::stoll(id) + 1);
      return id;
    }
    case config::RevisionIds::hash:
      break;
  }
  auto id = random_id();
  while (map.find(id) != nullptr)
    id = random_id();
  return id;
}

void refuse_long_id(const config::Settings& settings, const std::string& id) {
  constexpr std::size_t longest = 32;
  if (settings.database.version_table.get() != "alembic_version" || count_characters(id) <= longest)
    return;
  throw Error(ErrorCode::illegal_id,
              fmt::format("\"{}\" has more than {} characters, and alembic_version holds no longer "
                          "ids",
                          id,
                          longest))
      .state("nothing was changed")
      .hint("give a shorter --rev-id");
}

std::string new_file_name(const config::Settings& settings,
                          const revision::Revision& revision,
                          const CivilTime& time) {
  return revision::file_name(settings.file_template.get(),
                             time,
                             revision.id,
                             revision::slug(revision.message, settings.truncate_slug_length.get()));
}

}  // namespace migrate::commands
