#pragma once

#include "commands/comparison.h"
#include "migrate/commands/command.h"
#include "migrate/revision/revision_file.h"

#include <memory>
#include <string>

namespace migrate::commands {

/// Statements as a section of a migration, with their hazards in a comment before each. Generated
/// text is what is to be sent: no placeholder stands in it.
std::string section_of(const config::Settings& settings, const catalog::Statements& statements);

/// Of what runs where nothing is there yet: nothing waits, is lost or fails.
catalog::Statements without_hazards(catalog::Statements statements);

/// A file that is about to be written, as the project will read and run it: both sections with
/// their placeholders replaced.
std::shared_ptr<revision::RevisionFile> as_read(const Context& context,
                                                const config::Settings& settings,
                                                const std::string& text,
                                                const std::string& shown);

/// How the section of a plan has to run.
revision::TransactionMode mode_of(const diff::Plan& plan);

/// The sections of a migration that makes the desired schema of what the migrations make.
struct Generated {
  Comparison found;
  std::string upgrade;  ///< empty: nothing is to do
  std::string downgrade;
  revision::TransactionMode upgrade_transaction = revision::TransactionMode::on;
  revision::TransactionMode downgrade_transaction = revision::TransactionMode::on;
};

/// Says on stderr what it left out. Throws Error(diff) where the sections are not proven.
Generated autogenerate(const Context& context, const config::Settings& settings);

}  // namespace migrate::commands
