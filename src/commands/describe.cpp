#include "commands/describe.h"

#include "migrate/base/strings.h"
#include "migrate/revision/range.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

Json requires_json(const revision::Revision& revision) {
  auto out = Json::array();
  for (const auto& requirement : revision.requirements)
    out.push(shown(requirement));
  return out;
}

}  // namespace

Json describe(const Project& project,
              const std::string& id,
              const std::optional<std::set<std::string>>& applied) {
  const auto& map = project.map();
  const auto& revision = *map.find(id);
  const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
  return Json::object()
      .set("revision", id)
      .set("down_revision", revision.down_revision)
      .set("depends_on", revision.depends_on)
      .set("branch_labels", revision.branch_labels)
      .set("message", text(revision.message))
      .set("path", text(project.shown_path(id)))
      .set("created", text(revision.created))
      .set("requires", requires_json(revision))
      .set("is_head", map.is_head(id))
      .set("is_branch_point", map.is_branch_point(id))
      .set("is_merge_point", map.is_merge_point(id))
      .set("applied", applied ? Json(applied->contains(id)) : Json());
}

std::string describe_line(const Project& project,
                          const std::string& id,
                          const std::optional<std::set<std::string>>& applied) {
  const auto& map = project.map();
  const auto& revision = *map.find(id);
  std::string line = applied ? (applied->contains(id) ? "* " : "  ") : "";
  line +=
      fmt::format("{} -> {}",
                  revision.down_revision.empty() ? "<base>" : join(revision.down_revision, ", "),
                  id);
  if (map.is_head(id)) line += " (head)";
  if (map.is_branch_point(id)) line += " (branch point)";
  if (map.is_merge_point(id)) line += " (merge point)";
  if (!revision.branch_labels.empty())
    line += fmt::format(" [{}]", join(revision.branch_labels, ", "));
  if (!revision.depends_on.empty())
    line += fmt::format(" (needs {})", join(revision.depends_on, ", "));
  return line + (revision.message.empty() ? "" : "  " + revision.message) + "\n";
}

Json describe_all(const Project& project,
                  const std::vector<std::string>& ids,
                  const std::optional<std::set<std::string>>& applied) {
  auto out = Json::array();
  for (const auto& id : ids)
    out.push(describe(project, id, applied));
  return out;
}

std::string describe_lines(const Project& project,
                           const std::vector<std::string>& ids,
                           const std::optional<std::set<std::string>>& applied) {
  std::string out;
  for (const auto& id : ids)
    out += describe_line(project, id, applied);
  return out;
}

std::vector<std::string> pending_of(const Project& project, const std::set<std::string>& applied) {
  auto all = revision::newest_first(project.map());
  std::reverse(all.begin(), all.end());
  std::erase_if(all, [&applied](const std::string& id) { return applied.contains(id); });
  return all;
}

}  // namespace migrate::commands
