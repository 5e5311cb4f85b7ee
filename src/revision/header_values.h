#pragma once

#include "migrate/base/yaml.h"
#include "migrate/revision/revision.h"

namespace migrate::revision {

// Values of header keys that are more than ids and texts. Each throws Error(malformed_file)
// without a place, which only the header knows.

/// `{lock_timeout: 10s, jit: off}`.
ServerSettings read_settings(const yaml::Node& node);

/// `{extensions: ["vector >= 0.5", postgis], server: ">= 14", roles: [app]}`.
std::vector<Requirement> read_requirements(const yaml::Node& node);

/// `true` or `false`.
bool read_switch(const yaml::Node& node);

}  // namespace migrate::revision
