#include "revision/references.h"

#include "migrate/base/strings.h"
#include "revision/graph.h"
#include "revision/names.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace migrate::revision {

namespace {

/// The only id that begins with the text, where it was cut short.
std::optional<std::string> completed(const Graph& graph, std::string_view text) {
  std::optional<std::string> only;
  for (const Revision& revision : graph.revisions()) {
    if (text.empty() || !revision.id.starts_with(text)) continue;
    if (only) return std::nullopt;
    only = revision.id;
  }
  return only;
}

std::string missing_hint(const Graph& graph,
                         const Revision& revision,
                         std::string_view key,
                         std::string_view name) {
  if (const auto into = graph.find_replacement(name))
    return fmt::format("\"{}\" was squashed into {}, which is named instead",
                       name,
                       with_file(graph.revision(*into)));
  if (const auto carrier = graph.find_label(name); carrier && key == "down_revision")
    return fmt::format(
        "\"{}\" is a branch label; down_revision takes ids: \"{}\"", name, graph.id(*carrier));
  if (const auto whole = completed(graph, name); whole && *whole != revision.id)
    return fmt::format("did you mean \"{}\"? Headers name revisions by their full ids", *whole);
  if (const auto near = suggestion(graph, name); near && *near != revision.id)
    return fmt::format("did you mean \"{}\"?", *near);
  return "restore the missing file, or correct the header";
}

}  // namespace

Error duplicate_id(const Revision& first, const Revision& second) {
  Error error(ErrorCode::duplicate_id, fmt::format("revision id \"{}\" is used twice", second.id));
  error.at(place_of(second)).hint("give one of them another id");
  if (!first.file.empty() && !second.file.empty())
    error.hint(
        fmt::format("give the one that is not applied yet another id: `migrate rebase {}`, or the "
                    "same with the other file",
                    second.file));
  if (!first.file.empty())
    error.detail(fmt::format("the first one stands in {}", place_of(first).text()));
  return error;
}

Error replaced_is_there(const Revision& replaced, const Revision& by) {
  return Error(ErrorCode::duplicate_id,
               fmt::format("revision {} replaces \"{}\", which has a file as well",
                           with_file(by),
                           replaced.id))
      .at(place_of(replaced))
      .hint("a file that was squashed lies in the folder squashed/ of its folder, or nowhere");
}

Error replaced_twice(std::string_view id, const Revision& first, const Revision& second) {
  return Error(
             ErrorCode::duplicate_id,
             &first == &second
                 ? fmt::format("revision {} replaces \"{}\" twice", second.id, id)
                 : fmt::format(
                       "revisions {} and {} both replace \"{}\"", with_file(first), second.id, id))
      .at(place_of(second))
      .hint("one of the two is to lie in the folder squashed/");
}

Error duplicate_label(std::string_view label, const Revision& first, const Revision& second) {
  if (&first == &second)
    return Error(ErrorCode::duplicate_label,
                 fmt::format("revision {} has branch label \"{}\" twice", second.id, label))
        .at(place_of(second));
  return Error(ErrorCode::duplicate_label,
               fmt::format("branch label \"{}\" of revision {} is already used by revision {}",
                           label,
                           second.id,
                           with_file(first)))
      .at(place_of(second));
}

Error label_is_an_id(std::string_view label, const Revision& named, const Revision& labelled) {
  return Error(ErrorCode::duplicate_label,
               fmt::format("branch label \"{}\" of revision {} is the id of revision {}",
                           label,
                           labelled.id,
                           with_file(named)))
      .at(place_of(labelled));
}

Error missing_reference(const Graph& graph,
                        const Revision& revision,
                        std::string_view key,
                        std::string_view name) {
  return Error(ErrorCode::missing_reference,
               fmt::format("{} of revision {} names \"{}\", which no file has",
                           key,
                           with_file(revision),
                           name))
      .at(place_of(revision))
      .hint(missing_hint(graph, revision, key, name));
}

}  // namespace migrate::revision
