#pragma once

#include "migrate/catalog/kind.h"

#include <string>
#include <string_view>

// The NOT NULL of a column: since PostgreSQL 18 a constraint, which has a name, may look at new
// rows alone, and goes to the table's children unless it says that it does not.
namespace migrate::catalog {

/// In the query of columns, the values of the properties `not null name` to `not null local`, and
/// the join that they need, which follows `a` and `c`.
std::string not_null_values(int server_version);
std::string_view not_null_join(int server_version);

/// ` NOT NULL` as it stands behind a column; empty where it is not said there.
std::string not_null_inside(const Object& column);

/// What there is of it that a new column cannot say.
Statements not_null_extras(const Object& column);

Statements not_null_change(const Object& from, const Object& to);

/// Whether a new child of the column's table has it too.
bool not_null_is_given(const Object& column);

/// Whether a change of it is one of the children too.
bool not_null_is_carried(const Object& before, const Object& after);

}  // namespace migrate::catalog
