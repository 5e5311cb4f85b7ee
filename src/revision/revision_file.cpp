#include "migrate/revision/revision_file.h"

#include "migrate/base/error.h"
#include "migrate/base/sha256.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/revision/repeatable.h"
#include "migrate/sql/classify.h"
#include "revision/header.h"
#include "revision/transaction_check.h"

#include <fmt/core.h>

#include <array>

namespace migrate::revision {

namespace {

constexpr std::array<std::pair<SectionName, std::string_view>, 3> section_names{{
    {SectionName::upgrade, "upgrade"},
    {SectionName::downgrade, "downgrade"},
    {SectionName::verify, "verify"},
}};

constexpr std::string_view placeholders_on = "placeholders=on";

/// A comment that means to be a marker, also one that is not quite written as it must be: taken for
/// a plain comment it would let one section run on into the next.
bool looks_like_marker(std::string_view comment) {
  comment.remove_prefix(2);
  comment = trim(comment);
  if (comment.size() < 7 || !equal_ignoring_case(comment.substr(0, 7), "migrate")) return false;
  return trim(comment.substr(7)).starts_with(':');
}

/// The section that a marker with another spelling means.
std::string_view meant_name(std::string_view comment) {
  const auto words = to_lower(trim(comment.substr(comment.find(':') + 1)));
  for (const auto& [name, spelling] : section_names)
    if (words.starts_with(spelling)) return spelling;
  return section_names.front().second;
}

class FileParser {
 public:
  FileParser(std::string text, const std::string& file) : file_name_(file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    result_.text = std::move(text);
  }

  RevisionFile run() {
    check_bytes();
    result_.header = parse_header(result_.text, file_name_);
    cut();
    check_remarks();
    for (const auto* section : sections())
      check_transaction_use(result_, *section);
    return std::move(result_);
  }

  /// A file outside the graph.
  RevisionFile run_repeatable(std::string key) {
    check_bytes();
    result_.header = parse_header_outside_graph(result_.text, file_name_);
    result_.header.id = std::move(key);
    cut();
    check_remarks();
    for (const auto* section : sections()) {
      if (section->transaction == TransactionMode::off)
        throw Error(ErrorCode::malformed_file, "a repeatable file always runs in a transaction")
            .at({.file = file_name_, .line = section->line, .column = 0, .source_line = {}})
            .hint("take transaction=off away, or write a revision for what cannot");
      check_transaction_use(result_, *section);
    }
    return std::move(result_);
  }

  RevisionFile run_unchecked() {
    cut();
    return std::move(result_);
  }

  /// A section's text without header and markers.
  RevisionFile run_section(Revision header, SectionName name, std::string_view options) {
    check_bytes();
    result_.header = std::move(header);
    auto& section = slot(name).emplace();
    section.name = name;
    section.line = 1;
    section.end = result_.text.size();
    set_options(section, options, 0);
    section_ = &section;
    for (const auto& piece : sql::split(result_.text))
      take(piece);
    check_transaction_use(result_, section);
    return std::move(result_);
  }

  /// All of the text, as one section that runs in one transaction.
  RevisionFile run_whole(TransactionMode mode) {
    check_bytes();
    result_.header.file = file_name_;
    auto& section = slot(SectionName::upgrade).emplace();
    section.transaction = mode;
    section.end = result_.text.size();
    section_ = &section;
    for (const auto& piece : sql::split(result_.text))
      take(piece);
    check_transaction_use(result_, section);
    return std::move(result_);
  }

 private:
  void check_bytes() const {
    if (const auto nul = result_.text.find('\0'); nul != std::string::npos)
      throw fail("the file holds a NUL byte", nul)
          .hint("PostgreSQL cannot store it; is the file UTF-16?");
    if (const auto bad = find_invalid_utf8(result_.text); bad != std::string_view::npos)
      throw fail(fmt::format("the file is not UTF-8: byte 0x{:02X}",
                             static_cast<unsigned char>(result_.text[bad])),
                 bad)
          .hint("save it as UTF-8");
  }

  void cut() {
    for (const auto& piece : sql::split(result_.text, 0, looks_like_marker))
      take(piece);
    if (section_ == nullptr)
      throw fail("the file has no section", result_.text.size())
          .hint("a section begins with a line `-- migrate:upgrade`; one named downgrade undoes it");
    section_->end = result_.text.size();
    if (!result_.upgrade)
      throw fail("the file has no upgrade section", 0)
          .hint("add a line `-- migrate:upgrade` above its SQL");
  }

  void take(const sql::Piece& piece) {
    const auto& statement = piece.statement;
    switch (piece.kind) {
      case sql::PieceKind::boundary:
        begin_section(statement);
        return;
      case sql::PieceKind::backslash:
        check_backslash(statement);
        return;
      case sql::PieceKind::unfinished:
        throw fail(fmt::format("unfinished {}", piece.unfinished), statement.begin)
            .detail(piece.unfinished == "COPY data"
                        ? "the data of COPY ... FROM STDIN begins on the line after the semicolon "
                          "and ends with a line `\\.`"
                        : "it begins here and does not end in its section");
      case sql::PieceKind::statement:
        break;
    }
    if (section_ == nullptr)
      throw fail("SQL before the first section", statement.begin)
          .hint("put a line `-- migrate:upgrade` above it");
    if (skipped_ > statement.begin)
      throw fail("\\restrict and \\unrestrict cannot stand inside a statement", skipped_);
    section_->statements.push_back(statement);
  }

  void check_backslash(const sql::Statement& command) {
    const auto text = command.text(result_.text);
    const auto name = text.substr(0, text.find_first_of(" \t"));
    skipped_ = command.begin;
    if (name == "\\restrict" || name == "\\unrestrict") return;
    throw fail(fmt::format("psql's backslash commands are not known here: {}", text.substr(0, 40)),
               command.begin)
        .hint("only \\restrict and \\unrestrict of pg_dump are skipped; write it in SQL");
  }

  void begin_section(const sql::Statement& marker) {
    const auto comment = marker.text(result_.text);
    if (section_ != nullptr) section_->end = line_begin(marker.begin);
    const auto words = comment.starts_with("-- migrate:") ? comment.substr(11) : std::string_view{};
    const auto name = words.substr(0, words.find_first_of(" \t"));
    if (name.empty())
      throw fail(fmt::format("not a section marker: {}", comment), marker.begin)
          .hint(fmt::format("write it as `-- migrate:{}`", meant_name(comment)));
    const auto behind = std::string_view(result_.text).substr(marker.end);
    if (behind.size() > 1 && behind.starts_with('\r') && !behind.starts_with("\r\n"))
      throw fail("a marker's line ends with a carriage return alone", marker.end)
          .hint("save the file with line ends of Unix or Windows");
    auto& section = new_section(name, marker.begin);
    section.line = line_of(result_.text, marker.begin);
    section.begin = std::min(result_.text.find('\n', marker.begin), result_.text.size() - 1) + 1;
    set_options(section, trim(words.substr(name.size())), marker.begin);
    section_ = &section;
  }

  Section& new_section(std::string_view name, std::size_t offset) {
    for (const auto& [known, spelling] : section_names) {
      if (name != spelling) continue;
      if (slot(known))
        throw fail(fmt::format("section \"{}\" stands twice", name), offset)
            .detail(fmt::format("the first one begins in line {}", slot(known)->line));
      auto& section = slot(known).emplace();
      section.name = known;
      return section;
    }
    auto error = fail(fmt::format("unknown section \"{}\"", name), offset);
    if (name == "up" || name == "down")
      throw error.hint(
          "that is dbmate's format: here the sections are named upgrade and downgrade; `migrate "
          "import dbmate DIR` converts such files");
    throw error.hint("sections are named upgrade, downgrade and verify");
  }

  std::optional<Section>& slot(SectionName name) {
    if (name == SectionName::upgrade) return result_.upgrade;
    return name == SectionName::downgrade ? result_.downgrade : result_.verify;
  }

  void set_options(Section& section, std::string_view options, std::size_t offset) const {
    section.options = options;
    for (const auto option : split_at(options, ' ')) {
      if (option.empty()) continue;
      if (option == "transaction=off" && section.name != SectionName::verify) {
        section.transaction = TransactionMode::off;
      } else if (option != "transaction=on") {
        throw fail(fmt::format("unknown section option \"{}\"", option), offset)
            .hint(section.name == SectionName::verify ? "a verify section has no options"
                                                      : "the only one is transaction=off");
      }
    }
  }

  /// A header key among the comments between header and first section would be ignored in silence.
  void check_remarks() const {
    const std::string_view text = result_.text;
    bool in_header = true;
    for (std::size_t at = 0; at < first_marker();) {
      const auto end = std::min(text.find('\n', at), text.size());
      const auto line = header_line(text.substr(at, end - at));
      if (!line) in_header = false;
      if (line && !in_header && is_header_key(line->key))
        throw fail(fmt::format("header key \"{}\" below the header would be ignored", line->key),
                   at + line->key_offset)
            .hint(
                "the header ends at its first other line, also a blank one: move the key up into "
                "it");
      at = end + 1;
    }
  }

  [[nodiscard]] std::size_t first_marker() const {
    std::size_t first = result_.text.size();
    for (const auto* section : sections())
      first = std::min(first, section->begin);
    return first;
  }

  [[nodiscard]] std::vector<const Section*> sections() const {
    std::vector<const Section*> out;
    for (const auto* slot : {&result_.upgrade, &result_.downgrade, &result_.verify})
      if (*slot) out.push_back(&**slot);
    return out;
  }

  [[nodiscard]] std::size_t line_begin(std::size_t offset) const {
    const auto before = offset == 0 ? std::string::npos : result_.text.rfind('\n', offset - 1);
    return before == std::string::npos ? 0 : before + 1;
  }

  [[nodiscard]] Error fail(std::string message, std::size_t offset) const {
    return Error(ErrorCode::malformed_file, std::move(message))
        .at(place_of(result_.text, offset, file_name_));
  }

  const std::string& file_name_;
  RevisionFile result_;
  Section* section_ = nullptr;
  std::size_t skipped_ = 0;  ///< the last backslash command
};

}  // namespace

std::string_view name_of(SectionName name) {
  for (const auto& [known, spelling] : section_names)
    if (known == name) return spelling;
  return {};
}

const std::optional<Section>& RevisionFile::section(SectionName name) const {
  if (name == SectionName::upgrade) return upgrade;
  return name == SectionName::downgrade ? downgrade : verify;
}

RevisionFile parse_revision_file(std::string text, const std::string& file) {
  return FileParser(std::move(text), file).run();
}

RevisionFile cut_sections(std::string text, const std::string& file) {
  return FileParser(std::move(text), file).run_unchecked();
}

RevisionFile parse_sql_file(std::string text, const std::string& file) {
  return FileParser(std::move(text), file).run_whole(TransactionMode::on);
}

RevisionFile parse_schema_file(std::string text, const std::string& file) {
  return FileParser(std::move(text), file).run_whole(TransactionMode::off);
}

RevisionFile parse_repeatable_file(std::string text, const std::string& file, std::string key) {
  return FileParser(std::move(text), file).run_repeatable(std::move(key));
}

RevisionFile stored_downgrade(Revision header, std::string_view sql, std::string_view options) {
  const std::string name = fmt::format("downgrade of {} as stored in the history", header.id);
  header.file = name;
  header.placeholders = options.ends_with(placeholders_on);
  if (*header.placeholders) options = trim(options.substr(0, options.rfind(placeholders_on)));
  return FileParser(std::string(sql), name)
      .run_section(std::move(header), SectionName::downgrade, options);
}

RevisionFile stored_repeatable_downgrade(std::string key,
                                         std::string_view sql,
                                         std::string_view options) {
  Revision header;
  header.id = std::move(key);
  return stored_downgrade(std::move(header), sql, options);
}

std::string stored_text(const RevisionFile& file, const Section& section) {
  const auto text = std::string_view(file.text).substr(section.begin, section.end - section.begin);
  return std::string(trim_right(replace_all(std::string(text), "\r\n", "\n")));
}

std::string stored_options(const RevisionFile& file, const Section& section) {
  if (!file.header.placeholders.value_or(false)) return section.options;
  return section.options + (section.options.empty() ? "" : " ") + std::string(placeholders_on);
}

std::string checksum(const RevisionFile& file, const Section& section) {
  return sha256_hex(stored_text(file, section));
}

std::string token_checksum(const RevisionFile& file, const Section& section) {
  std::string tokens;
  for (const auto& statement : section.statements) {
    tokens += replace_all(sql::normalize(statement.text(file.text)), "\r\n", "\n") + ";\n";
    if (statement.has_copy_data)
      tokens += replace_all(std::string(statement.copy_data(file.text)), "\r\n", "\n") + "\\.\n";
  }
  return sha256_hex(tokens);
}

}  // namespace migrate::revision
