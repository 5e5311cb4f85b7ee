#pragma once

#include "migrate/base/error.h"
#include "migrate/revision/revision_map.h"
#include "support/catch.h"

#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::revision {

using Ids = std::vector<RevisionId>;

/// Revisions drawn one a line, in load order: `ID [LABEL...] [<- PARENT...] [needs REV...]`, labels
/// in brackets. `aaaa` stands in `versions/aaaa.sql`, line 1.
inline std::vector<Revision> drawn(const std::string& text) {
  std::vector<Revision> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Revision revision;
    std::vector<std::string>* list = nullptr;
    for (std::string word; words >> word;) {
      if (word == "<-")
        list = &revision.down_revision;
      else if (word == "needs")
        list = &revision.depends_on;
      else if (word.front() == '[')
        revision.branch_labels.push_back(word.substr(1, word.size() - 2));
      else if (list != nullptr)
        list->push_back(word);
      else
        revision.id = word;
    }
    if (revision.id.empty()) continue;
    revision.file = "versions/" + revision.id + ".sql";
    revision.line = 1;
    out.push_back(std::move(revision));
  }
  return out;
}

inline RevisionMap draw(const std::string& text) {
  return RevisionMap(drawn(text));
}

/// The error that the call must end with.
template <typename Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return {ErrorCode::internal, ""};
}

inline std::string name_of(const Error& error) {
  return std::string(info(error.code()).name);
}

}  // namespace migrate::revision
