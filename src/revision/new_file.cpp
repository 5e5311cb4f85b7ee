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

std::optional<std::uint64_t> sequence_number(std::string_view id) {
  constexpr std::size_t most_digits = 9;
  std::uint64_t number = 0;
  const auto* const end = id.data() + id.size();
  if (std::from_chars(id.data(), end, number).ptr != end || id.size() > most_digits)
    return std::nullopt;
  return number;
}

std::uint64_t highest_number(std::span<const Revision> revisions) {
  std::uint64_t highest = 0;
  for (const auto& revision : revisions)
    highest = std::max(highest, sequence_number(revision.id).value_or(0));
  return highest;
}

RevisionId sequential_id(std::uint64_t number) {
  return fmt::format("{:04}", number);
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

}  // namespace migrate::revision
