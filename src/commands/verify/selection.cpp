#include "commands/verify/selection.h"

#include "migrate/base/shell.h"
#include "migrate/base/strings.h"
#include "migrate/revision/target.h"

#include <fmt/core.h>

#include <filesystem>
#include <vector>

namespace migrate::commands::verify {

namespace {

using Ids = std::set<std::string>;

/// The files that git gives, one a line and from the folder on.
std::set<std::filesystem::path> files_of(const std::string& command,
                                         const std::filesystem::path& folder) {
  const auto done = shell::run_apart(command, folder);
  if (!done.ok())
    throw Error(ErrorCode::usage, "git does not say what has changed")
        .detail(std::string(trim(done.errors)))
        .hint("--changed-since takes what `git diff` takes: a branch, a tag, a commit");
  std::set<std::filesystem::path> out;
  for (const auto name : split_at(done.output, '\0'))
    if (!name.empty()) out.insert(std::filesystem::weakly_canonical(folder / name));
  return out;
}

/// Those whose files are new or others than in that version.
Ids changed_since(const std::string& version, const Project& project) {
  Ids out;
  std::set<std::filesystem::path> folders;
  for (const auto& revision : project.map().revisions())
    folders.insert(std::filesystem::weakly_canonical(project.path(revision.id)).parent_path());
  std::set<std::filesystem::path> changed;
  for (const auto& folder : folders) {
    changed.merge(files_of(
        "git diff --name-only --relative --diff-filter=d -z " + shell::quoted(version) + " -- .",
        folder));
    changed.merge(files_of("git ls-files --others --exclude-standard -z .", folder));
  }
  for (const auto& revision : project.map().revisions())
    if (changed.contains(std::filesystem::weakly_canonical(project.path(revision.id))))
      out.insert(revision.id);
  return out;
}

Ids not_below(const std::string& word, const revision::RevisionMap& map) {
  const auto& since = revision::resolve_one(map, word);
  const std::vector<std::string> rows{since.id};
  const auto below = map.applied(rows);
  Ids out;
  for (const auto& revision : map.revisions())
    out.insert(revision.id);
  for (const auto& id : below)
    out.erase(id);
  return out;
}

void keep_those_in(Ids& all, const Ids& some) {
  std::erase_if(all, [&some](const std::string& id) { return !some.contains(id); });
}

}  // namespace

std::set<std::string> selected(const Context& context, const Project& project) {
  Ids out;
  for (const auto& word : context.arguments.values("REVISION"))
    out.insert(revision::resolve_one(project.map(), word).id);
  if (out.empty())
    for (const auto& revision : project.map().revisions())
      out.insert(revision.id);
  if (const auto since = context.arguments.value("--since"))
    keep_those_in(out, not_below(*since, project.map()));
  if (const auto version = context.arguments.value("--changed-since"))
    keep_those_in(out, changed_since(*version, project));
  return out;
}

}  // namespace migrate::commands::verify
