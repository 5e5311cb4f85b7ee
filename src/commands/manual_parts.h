#pragma once

#include "migrate/commands/command.h"

#include <string>
#include <utility>
#include <vector>

// The pieces that every form of the manual puts together.
namespace migrate::commands {

/// What is explained, and its explanation.
using Term = std::pair<std::string, std::string>;

/// `migrate upgrade [OPTIONS] [TARGET...]`
std::string synopsis(const Command& command);

/// A summary as the rest of a line.
std::string lower_first(std::string_view text);

/// The purpose, a string per paragraph, without line ends.
std::vector<std::string> paragraphs(std::string_view purpose);

/// `-m, --message MSG` and its help with default and variable.
Term term(const Option& option);

std::vector<Term> argument_terms(const Command& command);
std::vector<Term> option_terms(const Command& command);
std::vector<Term> global_option_terms();
/// Every exit status that the command can have, in order.
std::vector<Term> status_terms(const Command& command);

}  // namespace migrate::commands
