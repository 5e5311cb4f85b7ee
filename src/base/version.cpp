#include "migrate/base/version.h"

namespace migrate {

std::string_view version() {
  return MIGRATE_VERSION;
}

}  // namespace migrate
