#pragma once

#include "migrate/revision/revision_file.h"

#include <cstddef>
#include <span>
#include <string>

namespace migrate::revision {

/// A stretch of a file's text with its replacements done, and the way between its offsets and the
/// file's. Refers to the file.
class Splice {
 public:
  Splice(const RevisionFile& file, std::size_t begin, std::size_t end);

  [[nodiscard]] const std::string& text() const { return text_; }

  /// Those inside the stretch, in order.
  [[nodiscard]] std::span<const Replacement> replacements() const { return replacements_; }

  /// The offset in text() of a byte of the file; of one inside a placeholder: its value's begin.
  [[nodiscard]] std::size_t to_sent(std::size_t in_file) const;

  /// The offset in the file of a byte of text(); of one inside a value: its placeholder's begin.
  [[nodiscard]] std::size_t to_file(std::size_t sent) const;

  /// The replacement whose text holds that byte of text(), or nullptr.
  [[nodiscard]] const Replacement* value_at(std::size_t sent) const;

 private:
  std::size_t begin_;
  std::span<const Replacement> replacements_;
  std::string text_;
};

}  // namespace migrate::revision
