#pragma once

#include <string>

namespace migrate::catalog {

/// A definition as the server writes it once more when it has been run. `a IN ('x', 'y')` over
/// `varchar` is shown as `(ARRAY['x'::character varying, ...])::text[]`; a schema made from that
/// shows `ARRAY[('x'::character varying)::text, ...]`, and then stays.
std::string canonical(const std::string& definition);

}  // namespace migrate::catalog
