#include "migrate/revision/placeholders.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/sql/lexer.h"
#include "revision/placeholder_check.h"
#include "revision/splice.h"
#include "revision/transaction_check.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::revision {

namespace {

bool is_key_character(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Finds the placeholders of one statement.
class Finder {
 public:
  Finder(const RevisionFile& file, const PlaceholderValues& values)
      : file_(file), values_(values) {}

  void statement(const sql::Statement& statement) {
    const std::string_view text = file_.text;
    sql::Lexer lexer(text.substr(0, statement.end), statement.begin);
    lexer.set_standard_strings(statement.standard_strings);
    auto at = statement.begin;
    while (const auto token = lexer.next()) {
      if (token->is_comment()) {
        stretch(at, token->begin);
        at = token->end;
      } else if (token->kind == sql::TokenKind::dollar_string) {
        // `$tag$` itself is no text: `$tag${x}$tag$` holds no placeholder.
        const auto delimiter = text.find('$', token->begin + 1) + 1 - token->begin;
        stretch(at, token->begin);
        stretch(token->begin + delimiter, token->end - delimiter);
        at = token->end;
      }
    }
    stretch(at, statement.end);
  }

  std::vector<Replacement> take() { return std::move(found_); }

 private:
  void stretch(std::size_t begin, std::size_t end) {
    const auto text = std::string_view(file_.text).substr(0, end);
    for (auto at = text.find("${", begin); at < end; at = text.find("${", at)) {
      const char before = at == 0 ? '\0' : text[at - 1];
      if (before == '$') {
        at += 2;
      } else if (before == '\\' && at > begin) {
        found_.push_back({.begin = at - 1, .end = at + 2, .text = "${", .key = {}});
        at += 2;
      } else {
        found_.push_back(placeholder(text, at));
        at = found_.back().end;
      }
    }
  }

  [[nodiscard]] Replacement placeholder(std::string_view text, std::size_t at) const {
    auto end = at + 2;
    while (end < text.size() && is_key_character(text[end]))
      ++end;
    const auto key = text.substr(at + 2, end - at - 2);
    if (end == text.size() || text[end] != '}' || !is_placeholder_key(key))
      throw fail("`${` begins no placeholder", at)
          .hint(R"(write it as ${KEY}, KEY of letters, digits and _; `\${` for a plain `${`)");
    const auto value = values_.find(key);
    if (value == values_.end()) throw unknown(key, at);
    return {.begin = at, .end = end + 1, .text = value->second, .key = std::string(key)};
  }

  [[nodiscard]] Error unknown(std::string_view key, std::size_t at) const {
    std::vector<std::string> known;
    for (const auto& [name, value] : values_)
      known.push_back(name);
    auto error = fail(fmt::format("placeholder ${{{}}} has no value", key), at);
    if (const auto near = nearest(key, known))
      return error.hint(fmt::format("-x gives \"{}\": is that what is meant?", *near));
    const auto given = known.empty() ? "" : fmt::format("; given: {}", join(known, ", "));
    return error.hint(
        fmt::format(R"(give it with -x {}=VALUE{}; `\${{` is a plain `${{`)", key, given));
  }

  [[nodiscard]] Error fail(std::string message, std::size_t at) const {
    return Error(ErrorCode::malformed_file, std::move(message))
        .at(place_of(file_.text, at, file_.header.file));
  }

  const RevisionFile& file_;
  const PlaceholderValues& values_;
  std::vector<Replacement> found_;
};

}  // namespace

bool is_placeholder_key(std::string_view text) {
  return !text.empty() && (text.front() < '0' || text.front() > '9') &&
         std::all_of(text.begin(), text.end(), is_key_character);
}

void replace_placeholders(RevisionFile& file,
                          std::span<const SectionName> sections,
                          const PlaceholderValues& values) {
  if (!file.header.placeholders.value_or(false)) return;
  std::vector<const Section*> wanted;
  for (const auto name : sections)
    if (file.section(name)) wanted.push_back(&*file.section(name));
  const auto by_place = [](const Section* a, const Section* b) { return a->begin < b->begin; };
  std::sort(wanted.begin(), wanted.end(), by_place);
  Finder finder(file, values);
  for (const auto* section : wanted)
    for (const auto& statement : section->statements)
      finder.statement(statement);
  file.replacements = finder.take();
  if (file.replacements.empty()) return;
  for (const auto* section : wanted) {
    check_values(file, *section);
    check_transaction_use(file, *section);
  }
}

std::string sent_text(const RevisionFile& file, const sql::Statement& statement) {
  return Splice(file, statement.begin, statement.end).text();
}

std::string sent_text(const RevisionFile& file, const Section& section) {
  const auto text = Splice(file, section.begin, section.end).text();
  return std::string(trim_right(replace_all(text, "\r\n", "\n")));
}

std::size_t offset_in_file(const RevisionFile& file,
                           const sql::Statement& statement,
                           std::size_t sent) {
  return Splice(file, statement.begin, statement.end).to_file(sent);
}

}  // namespace migrate::revision
