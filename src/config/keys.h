#pragma once

#include "config/document.h"
#include "migrate/config/settings.h"

namespace migrate::config {

/// Put what the map says into the settings, whose `environment` is set. Throws Error(config) on an
/// unknown key or a wrong value, Error(unsupported) on a key without effect in this version.
void apply(const yaml::Node& map, const Document& document, Settings& settings);

}  // namespace migrate::config
