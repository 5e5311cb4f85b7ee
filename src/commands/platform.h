#pragma once

#include "migrate/catalog/introspect.h"
#include "migrate/config/settings.h"
#include "migrate/runner/shadow.h"

#include <optional>
#include <string>
#include <string_view>

namespace migrate::commands {

/// What the platform of `schema.platform` owns in a database.
catalog::Others owned_by_platform(const config::Settings& settings);

/// What its users' sessions begin with.
std::optional<std::string> platform_search_path(const config::Settings& settings);

/// Let replays have what the platform has made before they start.
void add_platform(const config::Settings& settings, runner::ShadowOptions& options);

/// The file platforms/supabase.sql, which is part of the binary.
std::string_view supabase_sql();

}  // namespace migrate::commands
