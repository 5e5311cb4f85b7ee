#include "migrate/base/text_position.h"

#include "migrate/base/strings.h"

#include <algorithm>
#include <utility>

namespace migrate {

std::size_t line_of(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

Place place_of(std::string_view text, std::size_t offset, std::string file) {
  offset = std::min(offset, text.size());
  const auto before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  const auto line = text.substr(begin, text.find('\n', begin) - begin);
  return {.file = std::move(file),
          .line = line_of(text, offset),
          .column = 1 + count_characters(text.substr(begin, offset - begin)),
          .source_line = std::string(trim_right(line))};
}

}  // namespace migrate
