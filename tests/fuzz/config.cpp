// Fuzz target: the reader of migrate.yaml and of the .env file beside it. Passwords stand in the
// input as `hunter2` in URLs; no error may show them.
#include "fuzz.h"
#include "migrate/base/error.h"
#include "migrate/config/settings.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

using migrate::Error;
using migrate::ErrorCode;
using migrate::fuzz::require;

/// One folder for all runs of this process.
class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  ~Folder() { std::filesystem::remove_all(path_); }

  void write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary | std::ios::trunc) << text;
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("migrate-fuzz-" + std::to_string(getpid()));
};

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

void check_error(const Error& error, bool secret) {
  const auto code = error.code();
  require(code == ErrorCode::config || code == ErrorCode::unsupported || code == ErrorCode::file,
          "a bad config is an error of the config");
  for (const auto* text :
       {&error.message(), &error.detail(), &error.hint(), &error.place().source_line})
    if (secret) migrate::fuzz::require_hidden("hunter2", *text);
}

void use(const migrate::config::Settings& settings) {
  (void)version_folders(settings);
  (void)templates_folder(settings);
  (void)database_session(settings);
  (void)settings.file_template.get();
  (void)settings.revision_ids.get();
  (void)settings.timezone.get();
  (void)settings.lock.wait.get();
  (void)settings.lock.lock_timeout.get();
  (void)settings.transaction.get();
  require(!database_url(settings).text.empty(), "a database URL is never empty");
}

void check(const Folder& folder, bool secret, std::optional<std::string> overlay) {
  try {
    use(migrate::config::load({.config_file = "migrate.yaml",
                               .overlay = std::move(overlay),
                               .url = {},
                               .working_folder = folder.path(),
                               .environment = {}}));
  } catch (const Error& error) {
    check_error(error, secret);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  const auto text = migrate::fuzz::text_of(data, size);
  const auto cut = std::min(text.find('\0'), text.size());  // a zero byte, then the .env file
  folder.write("migrate.yaml", text.substr(0, cut));
  folder.write(".env", text.substr(std::min(cut + 1, text.size())));
  const bool secret = count_of(text, "hunter2") == count_of(text, "postgresql://app:hunter2@");
  check(folder, secret, {});
  check(folder, secret, "prod");
  return 0;
}
