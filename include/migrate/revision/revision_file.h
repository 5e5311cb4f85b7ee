#pragma once

#include "migrate/revision/revision.h"
#include "migrate/sql/split.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

enum class SectionName { upgrade, downgrade, verify };

std::string_view name_of(SectionName name);

enum class TransactionMode { on, off };

/// A part of a migration file, as byte offsets into the file's text (BOM cut).
struct Section {
  SectionName name = SectionName::upgrade;
  TransactionMode transaction = TransactionMode::on;
  std::string options;    ///< as written on the marker line: `transaction=off`
  std::size_t line = 0;   ///< of the marker
  std::size_t begin = 0;  ///< the line after the marker
  std::size_t end = 0;    ///< the next marker, or the end of the file
  std::vector<sql::Statement> statements;
};

/// A spot of a file's text in whose place something else is sent (see placeholders.h).
struct Replacement {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
  std::string key;  ///< of `${KEY}`; empty where a `\${` is made `${`
};

/// A migration file, read whole. The sections' offsets refer to `text`.
struct RevisionFile {
  Revision header;
  std::string text;
  std::vector<Replacement> replacements = {};  ///< by place
  std::optional<Section> upgrade;
  std::optional<Section> downgrade;
  std::optional<Section> verify;

  [[nodiscard]] const std::optional<Section>& section(SectionName name) const;
};

/// The header alone, in Revision's terms. `text` may be cut anywhere behind the header: nothing
/// says that the header is whole but a line that is none of it (see header_is_whole).
///
/// Throws Error(malformed_file) with its place: no header, an unknown or repeated key, a key
/// without a value, a missing `revision` or `down_revision`.
Revision parse_header(std::string_view text, const std::string& file);

/// Whether `text` (the beginning of a file) holds the whole header.
bool header_is_whole(std::string_view text);

/// The whole file. Throws as parse_header does, and Error(malformed_file) for NUL bytes, bad UTF-8,
/// SQL before the first section, unknown or repeated sections, no section at all, backslash
/// commands, unfinished strings; Error(not_transactional) for a statement that its section's
/// transaction mode cannot run.
RevisionFile parse_revision_file(std::string text, const std::string& file);

/// The sections alone, for their checksums: the header is not read and no statement is judged.
/// Throws Error(malformed_file) where the file cannot be cut.
RevisionFile cut_sections(std::string text, const std::string& file);

/// A file of plain SQL, such as a seed: all of it, without header and markers, is the upgrade
/// section of the result. Throws as parse_revision_file does for what its bytes and statements can
/// have wrong.
RevisionFile parse_sql_file(std::string text, const std::string& file);

/// The same for a file that describes a schema: it need not run in one transaction.
RevisionFile parse_schema_file(std::string text, const std::string& file);

/// A section's text as it is stored and hashed: CRLF made LF, blanks and line ends at its end cut.
std::string stored_text(const RevisionFile& file, const Section& section);

/// SHA-256 (hex) of stored_text.
std::string checksum(const RevisionFile& file, const Section& section);

/// SHA-256 (hex) over the statements without comments and with white space folded: equal for two
/// sections that differ only in layout.
std::string token_checksum(const RevisionFile& file, const Section& section);

/// What the history keeps of a section besides its text: the options of its marker line, and
/// `placeholders=on` where the file's placeholders are replaced.
std::string stored_options(const RevisionFile& file, const Section& section);

/// Parse a section that has no file any more (the history's `downgrade_sql`). `options` is what
/// stored_options gave.
RevisionFile stored_downgrade(Revision header, std::string_view sql, std::string_view options);

}  // namespace migrate::revision
