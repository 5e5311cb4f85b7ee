#pragma once

#include "migrate/config/settings.h"

#include <initializer_list>
#include <string_view>

namespace migrate::config {

/// How each type of value is read. One per type a key can have.
Reading<std::string> text();
Reading<std::string> name();
Reading<std::string> folder();
Reading<bool> boolean();
Reading<std::size_t> count(std::size_t least);
Reading<Milliseconds> duration();
Reading<std::optional<Milliseconds>> duration_or_auto();

/// Of names: with the fields table and columns, and `more`.
Reading<std::string> pattern(std::initializer_list<std::string_view> more);

/// `a, b or c`.
std::string any_of(const std::vector<std::string>& words);

template <typename E>
Reading<E> one_of(std::initializer_list<std::pair<const char*, E>> words) {
  std::vector<std::string> names;
  for (const auto& [word, value] : words)
    names.emplace_back(word);
  const std::vector<std::pair<std::string, E>> table(words.begin(), words.end());
  const auto read = [table](std::string_view written) -> std::optional<E> {
    for (const auto& [word, value] : table)
      if (word == written) return value;
    return std::nullopt;
  };
  return {.read = read, .expected = any_of(names)};
}

}  // namespace migrate::config
