#pragma once

#include "commands/comparison.h"

#include <string>

namespace migrate::commands {

/// The statements as SQL, with their hazards in a comment before each. Empty: there are none.
std::string sql_text(const catalog::Statements& statements);

/// What was left out, as comments with what allows it. Empty: nothing was.
std::string left_out_text(const diff::Plan& plan);

/// `drop table public.users`.
std::string shown(const diff::Change& change);

/// Kind, name, action, hazards, sql.
Json change_json(const diff::Change& change);

/// The same of each rename, then of each change of the plan.
Json changes_json(const Comparison& found);

/// For stderr: what is not compared, what looks like a rename, how much was left out.
void say_about(const Context& context, const diff::Plan& plan);

}  // namespace migrate::commands
