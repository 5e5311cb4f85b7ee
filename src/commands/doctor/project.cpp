#include "commands/doctor/check.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

namespace migrate::commands::doctor {

Lines look_at_config(Patient& patient) {
  patient.settings = patient.context.settings();
  const auto& file = patient.settings->config_file;
  Lines out;
  for (const auto& error : config::unreadable(*patient.settings))
    out.push_back(failed(error));
  if (!out.empty()) return out;
  if (file) return {ok(files::shown(*file))};
  return {warning("there is no migrate.yaml here or in a folder above: all is default",
                  "`migrate init` writes one")};
}

/// A command without `--env` uses the embedded server where nothing names another: mostly a
/// forgotten option, where environments are defined.
Lines look_at_environment(Patient& patient) {
  const auto& settings = *patient.settings;
  if (settings.overlay) return {ok(*settings.overlay)};
  if (settings.environments.empty()) return {ok("none is defined")};
  const auto known = join(settings.environments, ", ");
  if (!config::database_url(settings).embedded) return {ok("none is chosen; known: " + known)};
  return {warning(
      "none is chosen, and so the embedded server is used; known: " + known,
      fmt::format("choose one: `migrate -e {}`, or MIGRATE_ENV", settings.environments.front()))};
}

/// All files are read whole, so that a mistake in one that runs next year is found now.
Lines look_at_migrations(Patient& patient) {
  patient.project.emplace(*patient.settings);
  const auto& map = patient.project->map();
  Lines out;
  for (const auto& known : map.revisions()) {
    try {
      (void)patient.project->file(known.id);
    } catch (const Error& error) {
      out.push_back(failed(error));
    }
  }
  try {
    patient.repeatables.emplace(patient.context, *patient.settings);
  } catch (const Error& error) {
    out.push_back(failed(error));
  }
  for (const auto& said : map.warnings())
    out.push_back(warning(said, ""));
  if (const auto heads = map.heads(); heads.size() > 1)
    out.push_back(warning(fmt::format("there are {} heads: {}", heads.size(), join(heads, ", ")),
                          "`migrate merge heads` or `migrate rebase` makes one of them; else name "
                          "the target"));
  if (out.empty()) out.push_back(ok(count_of(map.revisions().size(), "revision")));
  return out;
}

Lines look_at_embedded_server(Patient& patient) {
  const auto url = config::database_url(*patient.settings);
  if (!url.embedded) return {ok(fmt::format("not used: {} names a server", url.source))};
  return {ok(pg::EmbeddedServer::programs(patient.settings->folder))};
}

}  // namespace migrate::commands::doctor
