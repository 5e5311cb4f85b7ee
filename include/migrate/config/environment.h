#pragma once

#include "migrate/base/error.h"
#include "migrate/base/files.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace migrate::config {

/// The variables that `${NAME}` reads: those of the process, then those of a `.env` file.
class Environment {
 public:
  using Variables = std::map<std::string, std::string, std::less<>>;

  Environment() = default;

  explicit Environment(Variables process) : process_(std::move(process)) {}

  /// A copy of this process's variables.
  static Environment of_process();

  /// Read a `.env` file; none at that path: nothing happens. A file that cannot be read or holds a
  /// malformed line fails the first look-up that needs it, not this call.
  void add_file(const files::Path& path);

  /// The variable of the process itself, whatever the `.env` file says.
  [[nodiscard]] std::optional<std::string> process(std::string_view name) const;

  /// Throws what was wrong with the `.env` file where the process does not have the variable.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;

 private:
  Variables process_;
  Variables file_;
  std::optional<Error> file_error_;
};

/// The assignments of a `.env` text. Throws Error(config), placed in `file`, on a malformed line;
/// the message never holds a value.
Environment::Variables parse_env_file(std::string_view text, const std::string& file);

}  // namespace migrate::config
