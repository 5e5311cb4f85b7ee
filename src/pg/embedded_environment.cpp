#include "migrate/pg/embedded_server.h"

#include <array>
#include <cstdlib>
#include <memory>

namespace migrate::pg {

namespace {

/// What libpq reads besides the defaults of its own keywords.
constexpr auto other_names = std::to_array<const char*>(
    {"PGSERVICEFILE", "PGSYSCONFDIR", "PGTZ", "PGDATESTYLE", "PGGEQO", "PGREQUIRESSL"});

std::vector<std::string> variable_names() {
  std::vector<std::string> names(other_names.begin(), other_names.end());
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconndefaults(),
                                                                             &PQconninfoFree);
  for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
       ++option)
    if (option->envvar != nullptr) names.emplace_back(option->envvar);
  return names;
}

std::recursive_mutex& environment_mutex() {
  static std::recursive_mutex mutex;
  return mutex;
}

}  // namespace

// NOLINTBEGIN(concurrency-mt-unsafe): the header says so
CleanPgEnvironment::CleanPgEnvironment() : alone_(environment_mutex()) {
  for (auto& name : variable_names())
    if (const auto* value = std::getenv(name.c_str()); value != nullptr)
      saved_.emplace_back(std::move(name), value);
  for (const auto& [name, value] : saved_)
    ::unsetenv(name.c_str());
}

CleanPgEnvironment::~CleanPgEnvironment() {
  for (const auto& [name, value] : saved_)
    ::setenv(name.c_str(), value.c_str(), 1);
}

void scrub_pg_environment() {
  for (const auto& name : variable_names())
    ::unsetenv(name.c_str());
}

// NOLINTEND(concurrency-mt-unsafe)

}  // namespace migrate::pg
