#include "migrate/revision/new_file.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

namespace migrate::revision {

namespace {

constexpr std::size_t longest_message = 64 * 1024;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

/// An id as the header's YAML values need it: quoted where it holds more than plain characters.
std::string header_value(const std::string& id) {
  if (std::all_of(id.begin(), id.end(), is_plain)) return id;
  return '"' + replace_all(replace_all(id, "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string header_list(const std::vector<std::string>& ids) {
  std::vector<std::string> values;
  for (const auto& id : ids)
    values.push_back(header_value(id));
  return "[" + join(values, ", ") + "]";
}

}  // namespace

std::string header_message(std::string_view message) {
  if (message.size() > longest_message)
    throw Error(ErrorCode::usage, fmt::format("the message is {} bytes long", message.size()))
        .hint("a message has at most 64 kB");
  if (find_invalid_utf8(message) != std::string_view::npos)
    throw Error(ErrorCode::usage, "the message is not UTF-8");
  std::string out;
  for (const char c : message) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (!control) out += c;
    if (control && !out.ends_with(' ')) out += ' ';
  }
  return std::string(trim(out));
}

std::string slug(std::string_view message, std::size_t most) {
  std::string out;
  for (const char c : to_lower(message)) {
    if (is_plain(c) && c != '.')
      out += c;
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  out.resize(byte_of_character(out, most));
  while (out.ends_with('_'))
    out.pop_back();
  return out;
}

RevisionId next_sequential_id(const RevisionMap& map) {
  std::uint64_t highest = 0;
  for (const auto& revision : map.revisions()) {
    std::uint64_t number = 0;
    const auto* end = revision.id.data() + revision.id.size();
    if (std::from_chars(revision.id.data(), end, number).ptr == end && revision.id.size() < 10)
      highest = std::max(highest, number);
  }
  return fmt::format("{:04}", highest + 1);
}

std::string file_name(std::string_view file_template,
                      const CivilTime& time,
                      std::string_view id,
                      std::string_view slug) {
  const std::array<std::pair<std::string_view, std::string>, 8> fields{
      {{"{year}", fmt::format("{:04}", time.year)},
       {"{month}", fmt::format("{:02}", time.month)},
       {"{day}", fmt::format("{:02}", time.day)},
       {"{hour}", fmt::format("{:02}", time.hour)},
       {"{minute}", fmt::format("{:02}", time.minute)},
       {"{second}", fmt::format("{:02}", time.second)},
       {"{rev}", std::string(id)},
       {"{slug}", std::string(slug)}}};
  std::string out(file_template);
  for (const auto& [field, value] : fields)
    out = replace_all(std::move(out), field, value);
  if (out.find_first_of("{}/") != std::string::npos)
    throw Error(ErrorCode::config,
                fmt::format("file_template \"{}\" cannot be filled in", file_template))
        .hint("fields: {year} {month} {day} {hour} {minute} {second} {rev} {slug}");
  while (out.ends_with('_'))
    out.pop_back();
  return out + ".sql";
}

std::string new_file_text(const Revision& revision) {
  const auto& down = revision.down_revision;
  std::string out = fmt::format("-- revision: {}\n-- down_revision: {}\n",
                                header_value(revision.id),
                                down.empty()       ? "~"
                                : down.size() == 1 ? header_value(down.front())
                                                   : header_list(down));
  if (!revision.message.empty()) out += fmt::format("-- message: {}\n", revision.message);
  if (!revision.created.empty()) out += fmt::format("-- created: {}\n", revision.created);
  if (!revision.branch_labels.empty())
    out += fmt::format("-- branch_labels: {}\n", header_list(revision.branch_labels));
  if (!revision.depends_on.empty())
    out += fmt::format("-- depends_on: {}\n", header_list(revision.depends_on));
  return out + "\n-- migrate:upgrade\n\n-- migrate:downgrade\n";
}

}  // namespace migrate::revision
