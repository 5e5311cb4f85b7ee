#include "commands/run_hooks.h"

#include "migrate/base/files.h"
#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/revision/placeholders.h"
#include "migrate/runner/sql_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

namespace migrate::commands {

namespace {

/// An SQL file: it is there, or nothing but a file could be meant.
bool is_sql_file(const std::string& text, const files::Path& path) {
  if (!text.ends_with(".sql")) return false;
  return text.find_first_of(" \t") == std::string::npos || std::filesystem::exists(path);
}

revision::RevisionFile read_sql(const Context& context,
                                const config::Settings& settings,
                                const files::Path& path,
                                const Place& place) {
  static constexpr std::array all_of_it{revision::SectionName::upgrade};
  if (!std::filesystem::exists(path))
    throw Error(ErrorCode::file, fmt::format("there is no hook {}", files::shown(path))).at(place);
  auto file = revision::parse_sql_file(files::read(path), files::shown(path));
  file.header.placeholders = settings.placeholders.get();
  revision::replace_placeholders(file, all_of_it, context.placeholders);
  return file;
}

void refuse_after_step(const config::Settings& settings) {
  if (settings.hooks.after_step.empty() ||
      settings.transaction.get() != config::TransactionMode::all)
    return;
  throw Error(
      ErrorCode::refused,
      "hooks.after_step cannot run with `transaction: all`: no step is done before the last")
      .at(settings.hooks.after_step.front().place())
      .state("nothing was changed")
      .hint("use hooks.after_upgrade, or `transaction: per_migration`");
}

/// A field of other hooks would stand in the command as it is written.
void refuse_unknown_fields(const config::Setting<std::string>& setting, RunHooks::Fields known) {
  const auto field = [](std::string_view name) { return fmt::format("{{{}}}", name); };
  for (const auto* name :
       {"direction", "from", "to", "database", "revision", "path", "message", "error"}) {
    if (std::ranges::find(known, name) != known.end()) continue;
    if (setting.get().find(field(name)) == std::string::npos) continue;
    std::vector<std::string> fields;
    for (const auto one : known)
      fields.push_back(field(one));
    throw Error(ErrorCode::config, fmt::format("{} has no {}", setting.text().key, field(name)))
        .at(setting.place())
        .hint("it has " + join(fields, ", "));
  }
}

/// The run ends by this error: what is still to be written is not cancelled.
void stop_if_interrupted(const Place& place) {
  try {
    Interrupt::throw_if_pending();
  } catch (Error& error) {
    Interrupt::acknowledge();
    throw error.at(place);
  }
}

}  // namespace

RunHooks::RunHooks(const Context& context, const config::Settings& settings)
    : context_(context), settings_(settings) {
  refuse_after_step(settings);
  const Fields run{"direction", "from", "to", "database"};
  before_upgrade_ = read(settings.hooks.before_upgrade, run);
  after_upgrade_ = read(settings.hooks.after_upgrade, run);
  after_step_ = read(settings.hooks.after_step,
                     {"direction", "from", "to", "database", "revision", "path", "message"});
  on_error_ = read(settings.hooks.on_error, {"direction", "from", "to", "database", "error"});
}

void RunHooks::before_upgrade(const Session& session, const HookFields& fields) const {
  run(before_upgrade_, session, fields);
}

void RunHooks::after_upgrade(const Session& session, const HookFields& fields) const {
  run(after_upgrade_, session, fields);
}

void RunHooks::after_step(const Session& session, const HookFields& fields) const {
  run(after_step_, session, fields);
}

void RunHooks::on_error(const Session& session, const HookFields& fields) const {
  try {
    run(on_error_, session, fields);
  } catch (const Error& error) {
    context_.log("warning: " + error.message() +
                 (error.detail().empty() ? "" : ": " + error.detail()));
  }
}

RunHooks::Hooks RunHooks::read(const std::vector<config::Setting<std::string>>& hooks,
                               Fields fields) const {
  Hooks out;
  for (const auto& setting : hooks) {
    auto& hook = out.emplace_back(Hook{.setting = setting, .sql = std::nullopt});
    const auto text = setting.get();
    const auto path = settings_.folder / text;
    refuse_unknown_fields(setting, fields);
    if (is_sql_file(text, path)) hook.sql = read_sql(context_, settings_, path, setting.place());
  }
  return out;
}

void RunHooks::run(const Hooks& hooks, const Session& session, const HookFields& fields) const {
  const Interrupt::Guarded guarded;
  for (const auto& hook : hooks) {
    try {
      if (hook.sql)
        run_sql(hook, session);
      else
        commands::run_hooks(context_, settings_, std::span(&hook.setting, 1), fields);
    } catch (const Error&) {
      stop_if_interrupted(hook.setting.place());
      throw;
    }
    stop_if_interrupted(hook.setting.place());
  }
}

void RunHooks::run_sql(const Hook& hook, const Session& session) const {
  if (context_.verbosity == Verbosity::verbose) context_.log("hook: " + hook.sql->header.file);
  session.lock.guarded([&] {
    runner::run_sql_file(session.database.connection(),
                         hook.setting.text().key,
                         *hook.sql,
                         session.options,
                         session.lock.begin());
  });
}

}  // namespace migrate::commands
