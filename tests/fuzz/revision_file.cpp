// Fuzz target: the reader of migration files, from splitter to checksums.
#include "migrate/revision/revision_file.h"

#include "fuzz.h"
#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/sql/lexer.h"
#include "migrate/sql/split.h"

#include <pg_query.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using migrate::fuzz::require;
using migrate::revision::RevisionFile;
using migrate::revision::Section;
using migrate::sql::Piece;
using migrate::sql::PieceKind;
using migrate::sql::TokenKind;

/// What no piece covers must be nothing: blanks, comments and the semicolons between statements.
void require_nothing(std::string_view gap) {
  migrate::sql::Lexer lexer(gap);
  while (const auto token = lexer.next())
    require(token->finished && (token->is_comment() || token->kind == TokenKind::semicolon),
            "only comments and semicolons stand between the pieces");
}

/// The line behind COPY data.
std::size_t after_copy_end(std::string_view text, std::size_t copy_end) {
  const auto end = std::min(text.find('\n', copy_end), text.size());
  require(migrate::trim_right(text.substr(copy_end, end - copy_end)) == "\\.",
          "COPY data ends with a line \\.");
  return end;
}

void check_pieces(std::string_view text, const std::vector<Piece>& pieces) {
  std::size_t at = 0;
  for (const auto& piece : pieces) {
    const auto& statement = piece.statement;
    require(
        at <= statement.begin && statement.begin < statement.end && statement.end <= text.size(),
        "pieces lie in the text, in order, and are not empty");
    if (piece.kind == PieceKind::unfinished) {  // what is not finished; its statement began before
      require(&piece == &pieces.back() && !piece.unfinished.empty(), "an unfinished piece is last");
      return;
    }
    require_nothing(text.substr(at, statement.begin - at));
    at = statement.end;
    if (!statement.has_copy_data) continue;
    require(at < statement.copy_begin && statement.copy_begin <= statement.copy_end &&
                statement.copy_end < text.size(),
            "COPY data follows its statement");
    require_nothing(text.substr(at, statement.copy_begin - at));
    at = after_copy_end(text, statement.copy_end);
  }
  require_nothing(text.substr(at));
}

/// A statement taken out is one statement.
void check_alone(std::string_view text, const std::vector<Piece>& pieces) {
  if (migrate::to_lower(text).find("standard_conforming_strings") != std::string::npos) return;
  for (const auto& piece : pieces) {
    if (piece.kind != PieceKind::statement || piece.statement.has_copy_data) continue;
    const auto alone = piece.statement.text(text);
    const auto again = migrate::sql::split(alone);
    require(again.size() == 1 && again.front().statement.text(alone) == alone,
            "a statement alone is one statement");
  }
}

/// Where PostgreSQL's own grammar reads the whole text it counts the same statements.
void check_against_grammar(std::string_view text, const std::vector<Piece>& pieces) {
  if (text.size() > 4096 || text.find('\0') != std::string_view::npos) return;
  if (migrate::to_lower(text).find("standard_conforming_strings") != std::string::npos) return;
  const std::string whole(text);
  const auto result = pg_query_split_with_parser(whole.c_str());
  const bool parsed = result.error == nullptr;
  const auto count = static_cast<std::size_t>(result.n_stmts);
  pg_query_free_split_result(result);
  const bool copies = !pieces.empty() && pieces.back().unfinished == "COPY data";
  if (parsed && !copies) require(pieces.size() == count, "the grammar counts as many statements");
}

std::vector<std::string> statements_of(const RevisionFile& file, const Section& section) {
  std::vector<std::string> out;
  for (const auto& statement : section.statements) {
    out.push_back(migrate::replace_all(std::string(statement.text(file.text)), "\r\n", "\n"));
    if (statement.has_copy_data)
      out.push_back(
          migrate::replace_all(std::string(statement.copy_data(file.text)), "\r\n", "\n"));
  }
  return out;
}

void check_section(const RevisionFile& file, const Section& section) {
  require(section.begin <= section.end && section.end <= file.text.size(),
          "a section lies in the text");
  std::size_t at = section.begin;
  for (const auto& statement : section.statements) {
    require(at <= statement.begin && statement.end <= section.end,
            "statements lie in their section, in order");
    at = statement.has_copy_data ? statement.copy_end : statement.end;
    require(at <= section.end, "COPY data lie in their section");
  }
  require(checksum(file, section).size() == 64 && token_checksum(file, section).size() == 64,
          "checksums are SHA-256");
}

/// What the history keeps of a downgrade is the same downgrade.
void check_stored(const RevisionFile& file) {
  const auto& section = *file.downgrade;
  const auto text = stored_text(file, section);
  const auto stored = stored_downgrade(file.header, text, section.options);
  require(statements_of(stored, *stored.downgrade) == statements_of(file, section),
          "a stored downgrade has the statements of its section");
  require(stored.downgrade->transaction == section.transaction,
          "a stored downgrade has the transaction mode of its section");
  require(checksum(stored, *stored.downgrade) == checksum(file, section) &&
              token_checksum(stored, *stored.downgrade) == token_checksum(file, section),
          "a stored downgrade has the checksums of its section");
}

void check_file(const std::string& text) {
  const auto file = migrate::revision::parse_revision_file(text, "f.sql");
  require(file.upgrade.has_value(), "there is an upgrade");
  const auto header = migrate::revision::parse_header(text, "f.sql");
  require(!header.id.empty() && header.id == file.header.id &&
              header.down_revision == file.header.down_revision,
          "the header read alone is that of the file");
  require(migrate::revision::header_is_whole(text), "a file with sections has a whole header");
  std::vector<const Section*> sections;
  for (const auto* slot : {&file.upgrade, &file.downgrade, &file.verify})
    if (*slot) sections.push_back(&**slot);
  std::sort(sections.begin(), sections.end(), [](const auto* a, const auto* b) {
    return a->begin < b->begin;
  });
  for (std::size_t i = 0; i < sections.size(); ++i) {
    check_section(file, *sections[i]);
    require(i == 0 || sections[i - 1]->end <= sections[i]->begin, "sections lie apart");
  }
  if (file.downgrade) check_stored(file);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(migrate::fuzz::text_of(data, size));
  const auto pieces = migrate::sql::split(text);
  // psql's commands may stand inside a statement: such a file is refused as a whole.
  if (std::none_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.kind == PieceKind::backslash;
      })) {
    check_pieces(text, pieces);
    check_alone(text, pieces);
    check_against_grammar(text, pieces);
  }
  try {
    check_file(text);
  } catch (const migrate::Error& error) {
    using migrate::ErrorCode;
    const auto code = error.code();
    require(code == ErrorCode::malformed_file || code == ErrorCode::not_transactional ||
                code == ErrorCode::unsupported,
            "a bad file is an error of the file");
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    require(error.place().line >= 1 && static_cast<long>(error.place().line) <= lines,
            "an error of the file has its line");
  }
  return 0;
}
