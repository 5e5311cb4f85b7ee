#include "commands/unmet.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace migrate::commands {

namespace {

using revision::Requirement;
using runner::RunStep;
using runner::Unmet;

std::string what_is_there(const Unmet& unmet) {
  switch (unmet.required.requirement.kind) {
    case Requirement::Kind::server:
      break;
    case Requirement::Kind::role:
      return "there is no such role";
    case Requirement::Kind::extension: {
      const auto offers = unmet.available.empty() ? std::string("the server does not offer it")
                                                  : "the server offers " + unmet.available;
      return unmet.present.empty() ? offers : unmet.present + " is installed, " + offers;
    }
  }
  return "it is " + unmet.present;
}

/// A file outside the steps, or a later step, that creates it.
std::optional<std::string> find_creator(const Project& project, const Requirement& requirement) {
  for (const auto& known : project.map().revisions()) {
    if (!project.has_file(known.id)) continue;
    try {
      if (creates(*project.file(known.id), requirement)) return known.id;
    } catch (const Error&) {
      // Only a better hint is lost: a file that will run is checked elsewhere.
    }
  }
  return std::nullopt;
}

std::string role_remedy(const Project& project,
                        const Unmet& unmet,
                        std::span<const RunStep> steps) {
  const auto& requirement = unmet.required.requirement;
  const auto create = fmt::format("CREATE ROLE {};", sql::quote_identifier(requirement.name));
  const auto creator = find_creator(project, requirement);
  if (!creator) return create;
  const auto& needs = steps[unmet.required.steps.front()].step.revision;
  const bool is_later = std::any_of(
      steps.begin(), steps.end(), [&](const auto& one) { return one.step.revision == *creator; });
  if (is_later)
    return fmt::format("revision {} creates it, but runs later: name it in the `depends_on` of {}",
                       *creator,
                       needs);
  return fmt::format(
      "revision {} creates it, and is not among the steps: apply it first; where it is applied, {}",
      *creator,
      create);
}

std::string extension_remedy(const Unmet& unmet) {
  const auto& requirement = unmet.required.requirement;
  if (!unmet.present.empty() && !unmet.fitting.empty())
    return fmt::format("ALTER EXTENSION {} UPDATE TO {};",
                       sql::quote_identifier(requirement.name),
                       sql::quote_literal(unmet.fitting));
  return fmt::format(
      "install the package of {} on the server, or use a server that has it; CREATE EXTENSION is "
      "the migration's",
      shown(requirement));
}

}  // namespace

std::string shown(const Unmet& unmet, std::span<const RunStep> steps) {
  std::vector<std::string> revisions;
  for (const auto index : unmet.required.steps)
    revisions.push_back(steps[index].step.revision);
  return fmt::format("{} require{} {}: {}",
                     join(revisions, ", "),
                     revisions.size() == 1 ? "s" : "",
                     shown(unmet.required.requirement),
                     what_is_there(unmet));
}

std::string remedy(const Project& project, const Unmet& unmet, std::span<const RunStep> steps) {
  switch (unmet.required.requirement.kind) {
    case Requirement::Kind::server:
      break;
    case Requirement::Kind::role:
      return role_remedy(project, unmet, steps);
    case Requirement::Kind::extension:
      return extension_remedy(unmet);
  }
  return "use a server " + shown(unmet.required.requirement.bounds);
}

void refuse_unmet(const Project& project,
                  pg::Connection& connection,
                  std::span<const RunStep> steps,
                  runner::Where where) {
  const auto all = runner::unmet_requirements(connection, steps, where);
  if (all.empty()) return;
  std::vector<std::string> whats;
  std::vector<std::string> remedies;
  for (const auto& unmet : all) {
    whats.push_back(shown(unmet, steps));
    remedies.push_back(remedy(project, unmet, steps));
  }
  const auto& first = steps[all.front().required.steps.front()];
  throw Error(ErrorCode::unmet_requirements,
              fmt::format("{} of the pending migrations {} not met",
                          count_of(all.size(), "requirement"),
                          all.size() == 1 ? "is" : "are"))
      .at({.file = first.file->header.file,
           .line = first.file->header.requirements_line,
           .column = 0,
           .source_line = {}})
      .detail(join(whats, "\n"))
      .hint(join(remedies, "\n"))
      .state("nothing was changed");
}

}  // namespace migrate::commands
