#pragma once

#include <string>

namespace migrate::test {

/// The module of the provider of security labels `migrate_test`, where servers can load it: the
/// build may lie in a folder that only its owner enters. For session_preload_libraries.
std::string label_provider();

}  // namespace migrate::test
