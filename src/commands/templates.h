#pragma once

#include "migrate/config/settings.h"
#include "migrate/revision/template.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::commands {

/// A file of the repository's folder templates/, which is part of the binary.
struct TemplateFile {
  std::string_view path;  ///< `default/migrate.yaml`
  std::string_view text;
};

std::span<const TemplateFile> template_files();

/// What `init --template` makes a project of.
struct ProjectTemplate {
  std::string_view name;
  std::string_view about;           ///< one line
  std::vector<TemplateFile> files;  ///< with paths as they are in the project
};

/// `default` first.
std::vector<ProjectTemplate> project_templates();

/// The text of a new migration file: by the project's own templates/revision.sql where there is
/// one. Throws Error(malformed_file) for a template that does not make one.
std::string new_file_text(const config::Settings& settings, const revision::NewFile& made);

}  // namespace migrate::commands
