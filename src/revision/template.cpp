#include "migrate/revision/template.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/revision/revision_file.h"
#include "revision/header.h"
#include "revision/header_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace migrate::revision {

namespace {

using Field = std::pair<std::string_view, std::string>;

std::string list_or_nothing(const std::vector<std::string>& names) {
  return names.empty() ? "" : header_list(names);
}

class Template {
 public:
  Template(std::string_view text, const std::string& file, const NewFile& made)
      : text_(text),
        file_(file),
        fields_{{{"revision", header_value(made.revision.id)},
                 {"down_revision", header_parents(made.revision.down_revision)},
                 {"message", made.revision.message},
                 {"created", made.revision.created},
                 {"branch_labels", list_or_nothing(made.revision.branch_labels)},
                 {"depends_on", list_or_nothing(made.revision.depends_on)},
                 {"upgrade", std::string(trim_right(made.upgrade))},
                 {"downgrade", std::string(trim_right(made.downgrade))}}} {}

  [[nodiscard]] std::string fill() const {
    std::string out;
    for (std::size_t at = 0; at < text_.size();) {
      const auto end = std::min(text_.find('\n', at), text_.size() - 1) + 1;
      out += line(at, end);
      at = end;
    }
    return out;
  }

 private:
  [[nodiscard]] std::string line(std::size_t at, std::size_t end) const {
    std::string out;
    bool has_empty_field = false;
    while (at < end) {
      const char c = text_[at];
      const bool doubled = at + 1 < end && text_[at + 1] == c;
      if (c != '{' && c != '}') {
        out += text_[at++];
      } else if (doubled) {
        out += c;
        at += 2;
      } else {
        const auto& [name, value] = field(at, end);
        out += value;
        has_empty_field = has_empty_field || value.empty();
        at += name.size() + 2;
      }
    }
    return has_empty_field && says_nothing(out) ? "" : out;
  }

  static bool says_nothing(std::string_view line) {
    const auto header = header_line(line);
    return trim(line).empty() || (header && header->value.empty());
  }

  [[nodiscard]] const Field& field(std::size_t at, std::size_t end) const {
    const auto close = text_.find('}', at);
    if (text_[at] == '}' || close >= end)
      throw fail(fmt::format("a single {} in a template", text_[at]), at)
          .hint(fmt::format("a plain brace is written twice: {0}{0}", text_[at]));
    const auto name = text_.substr(at + 1, close - at - 1);
    const auto* const found = std::find_if(
        fields_.begin(), fields_.end(), [name](const Field& f) { return f.first == name; });
    if (found == fields_.end())
      throw fail(fmt::format("unknown field {{{}}}", name), at).hint(known_fields(name));
    return *found;
  }

  [[nodiscard]] std::string known_fields(std::string_view name) const {
    std::vector<std::string> names;
    for (const auto& [known, value] : fields_)
      names.push_back(fmt::format("{{{}}}", known));
    if (const auto near = nearest(fmt::format("{{{}}}", name), names))
      return fmt::format("did you mean {}?", *near);
    return fmt::format("fields: {}; a plain brace is written twice: {{{{ or }}}}",
                       join(names, " "));
  }

  [[nodiscard]] Error fail(std::string message, std::size_t offset) const {
    return Error(ErrorCode::malformed_file, std::move(message)).at(place_of(text_, offset, file_));
  }

  std::string_view text_;
  const std::string& file_;
  std::array<Field, 8> fields_;
};

Error not_usable(const std::string& file, const std::string& why) {
  return Error(ErrorCode::malformed_file,
               fmt::format("the template does not make a migration file: {}", why))
      .at({.file = file, .line = 0, .column = 0, .source_line = {}});
}

void check_key(const std::string& file, std::string_view key, bool is_right) {
  if (is_right) return;
  throw not_usable(file, fmt::format("its header does not have the new revision's {}", key))
      .hint(fmt::format("a line `-- {0}: {{{0}}}` belongs into its header", key));
}

/// Read as it will be read later: better no file than one that stops every command.
void check(const std::string& text, const std::string& file, const Revision& wanted) {
  RevisionFile read;
  try {
    read = parse_revision_file(text, file);
  } catch (const Error& reason) {
    auto error = not_usable(file, reason.message());
    const auto& place = reason.place();
    if (place.line > 0)
      error.detail(fmt::format("in line {} of what it makes: {}", place.line, place.source_line));
    throw error.hint(reason.hint());
  }
  check_key(file, "revision", read.header.id == wanted.id);
  check_key(file, "down_revision", read.header.down_revision == wanted.down_revision);
  check_key(file, "branch_labels", read.header.branch_labels == wanted.branch_labels);
  check_key(file, "depends_on", read.header.depends_on == wanted.depends_on);
}

}  // namespace

namespace {

/// `-- migrate:upgrade` at the beginning of a line, and nothing else on it.
std::string without_transaction(std::string text, SectionName section) {
  const auto marker = fmt::format("-- migrate:{}", name_of(section));
  const auto at = text.find("\n" + marker + "\n");
  if (at != std::string::npos) text.insert(at + 1 + marker.size(), " transaction=off");
  return text;
}

}  // namespace

std::string fill_template(std::string_view text, const std::string& file, const NewFile& made) {
  auto out = Template(text, file, made).fill();
  if (made.upgrade_transaction == TransactionMode::off)
    out = without_transaction(std::move(out), SectionName::upgrade);
  if (made.downgrade_transaction == TransactionMode::off)
    out = without_transaction(std::move(out), SectionName::downgrade);
  check(out, file, made.revision);
  return out;
}

}  // namespace migrate::revision
