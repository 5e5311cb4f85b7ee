#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

/// Without blanks, tabs and line ends at both ends.
std::string_view trim(std::string_view text);
std::string_view trim_right(std::string_view text);

/// Split at every `separator`; an empty text gives one empty piece.
std::vector<std::string_view> split_at(std::string_view text, char separator);
/// The parts of a text that is about to go would be parts of nothing.
template <std::same_as<std::string> Text>
std::vector<std::string_view> split_at(Text&& text, char separator) = delete;

std::string join(std::span<const std::string> parts, std::string_view separator);

/// ASCII only: identifiers, keywords and keys.
std::string to_lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Levenshtein distance with transposition, in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, where it is near enough to be a typing error.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// Offset of the first byte that is not UTF-8 (RFC 3629), or npos.
std::size_t find_invalid_utf8(std::string_view text);

/// Number of characters (code points) in valid UTF-8.
std::size_t count_characters(std::string_view utf8);

/// Byte offset of the character with that 0-based index; the text's size where it is past the end.
std::size_t byte_of_character(std::string_view utf8, std::size_t index);

/// Columns that a terminal uses for the text.
std::size_t display_width(std::string_view utf8);

/// Replace every `from` by `to`.
std::string replace_all(std::string text, std::string_view from, std::string_view to);

/// "1 migration", "2 migrations".
std::string count_of(std::size_t n, std::string_view noun);

}  // namespace migrate
