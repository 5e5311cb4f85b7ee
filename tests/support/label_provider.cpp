#include "support/label_provider.h"

#include "support/cluster.h"

#include <filesystem>

namespace migrate::test {

std::string label_provider() {
  static const TemporaryFolder folder;
  const auto path = folder.path() / "label_provider.so";
  if (!std::filesystem::exists(path)) {
    std::filesystem::copy_file(MIGRATE_LABEL_PROVIDER, path);
    std::filesystem::permissions(path, std::filesystem::perms(0755));
  }
  return path.string();
}

}  // namespace migrate::test
