#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace migrate::sql {

/// A statement as byte offsets into the text it was cut from: from its first token to its last,
/// without the semicolon and without comments around it.
struct Statement {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool has_copy_data = false;  ///< COPY ... FROM STDIN: the lines up to `\.` follow it
  std::size_t copy_begin = 0;
  std::size_t copy_end = 0;
  bool standard_strings = true;  ///< false: a backslash escapes in its plain strings too

  [[nodiscard]] std::string_view text(std::string_view whole) const {
    return whole.substr(begin, end - begin);
  }

  [[nodiscard]] std::string_view copy_data(std::string_view whole) const {
    return whole.substr(copy_begin, copy_end - copy_begin);
  }
};

enum class PieceKind {
  statement,
  boundary,    ///< a comment line for which `is_boundary` held
  backslash,   ///< a psql command, up to the end of its line
  unfinished,  ///< the text ends, or a boundary stands, inside it
};

struct Piece {
  PieceKind kind = PieceKind::statement;
  Statement statement;          ///< of the other kinds: only begin and end
  std::string_view unfinished;  ///< what is not finished: "string", "parenthesis", ...
};

/// Whether a comment that begins its line (blanks aside) ends a section. Gets the comment.
using IsBoundary = std::function<bool(std::string_view)>;

/// Cut a text into statements by psql's rules: semicolons inside quotes, comments, parentheses and
/// BEGIN ATOMIC bodies do not end one; COPY data belongs to its statement; a boundary ends the
/// statement before it. Stops after the first unfinished piece. Never fails.
///
/// `standard_conforming_strings` is followed where the text sets it, and is on again after a
/// boundary (every section starts from a clean session).
std::vector<Piece> split(std::string_view text,
                         std::size_t from = 0,
                         const IsBoundary& is_boundary = {});

}  // namespace migrate::sql
