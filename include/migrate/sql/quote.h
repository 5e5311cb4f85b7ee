#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sql {

/// A name in double quotes: means the same whatever words a server version reserves.
std::string quote_identifier(std::string_view name);

/// `"schema"."name"`.
std::string qualify(std::string_view schema, std::string_view name);

/// A name as a person writes it: in double quotes only where it needs them, as the server's
/// quote_ident() gives it.
std::string identifier(std::string_view name);

/// `schema.name`, the same way.
std::string qualified(std::string_view schema, std::string_view name);

/// `schema.table.name`, the same way.
std::string dotted(std::span<const std::string> words);

/// A dotted name as a person writes it, taken apart; double quotes keep a word as it is. `folded`:
/// other words in lower case, as in SQL.
enum class LetterCase { kept, folded };
std::vector<std::string> words_of(std::string_view dotted, LetterCase letters);

/// A string literal that means the same whatever standard_conforming_strings is.
std::string quote_literal(std::string_view text);

/// A `text[]` literal in array syntax, not quoted as an SQL string: `{a,"b c"}`.
std::string array_text(std::span<const std::string> values);

}  // namespace migrate::sql
