#include "migrate/config/environment.h"

#include <unistd.h>

#include <system_error>

namespace migrate::config {

namespace {

std::optional<std::string> look_up(const Environment::Variables& variables, std::string_view name) {
  const auto found = variables.find(name);
  if (found == variables.end()) return std::nullopt;
  return found->second;
}

}  // namespace

Environment Environment::of_process() {
  Variables variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return Environment(std::move(variables));
}

void Environment::add_file(const files::Path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return;
  try {
    file_ = parse_env_file(files::read(path), files::shown(path));
  } catch (const Error& error) {
    file_error_ = error;
  }
}

std::optional<std::string> Environment::process(std::string_view name) const {
  return look_up(process_, name);
}

std::optional<std::string> Environment::find(std::string_view name) const {
  if (auto value = process(name)) return value;
  if (file_error_) throw Error(*file_error_);
  return look_up(file_, name);
}

}  // namespace migrate::config
