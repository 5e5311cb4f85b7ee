#pragma once

#include <string>

namespace migrate::catalog {

/// Make of a definition what the server writes once more when it has been run. `a IN ('x', 'y')`
/// over `varchar` is shown as `(ARRAY['x'::character varying, ...])::text[]`; a schema made from
/// that shows `ARRAY[('x'::character varying)::text, ...]`, and then stays. So does `'x'::text` as
/// a column below a UNION: `'x'::text AS text` once more, which is written without the alias here;
/// and `EXTRACT(YEAR FROM a)`, as which `extract('YEAR' from a)` is shown at first.
void make_canonical(std::string& definition);

}  // namespace migrate::catalog
