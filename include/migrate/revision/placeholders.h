#pragma once

#include "migrate/revision/revision_file.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace migrate::revision {

/// What stands for `${KEY}`.
using PlaceholderValues = std::map<std::string, std::string, std::less<>>;

/// Letters, digits and `_`, no digit first.
bool is_placeholder_key(std::string_view text);

/// Put the values for `${KEY}` into `file.replacements`, in the statements of these sections, where
/// the header switches placeholders on; comments and COPY data are left alone. The file's text and
/// its cut into statements stay as they are: a value fills a place, it makes no statement.
///
/// Throws Error(malformed_file) at its place for a key without value, for a `${` that is no
/// placeholder, and for a value that would end its string or statement or begin a comment;
/// Error(not_transactional) where the statement with its values cannot run in the section's
/// transaction mode. No message holds a value.
void replace_placeholders(RevisionFile& file,
                          std::span<const SectionName> sections,
                          const PlaceholderValues& values);

/// A statement as it is sent: with its values.
std::string sent_text(const RevisionFile& file, const sql::Statement& statement);

/// The same of a whole section, as stored_text() gives it otherwise.
std::string sent_text(const RevisionFile& file, const Section& section);

/// Where in the file the byte `sent` of sent_text(file, statement) comes from; of a value: its
/// placeholder.
std::size_t offset_in_file(const RevisionFile& file,
                           const sql::Statement& statement,
                           std::size_t sent);

}  // namespace migrate::revision
