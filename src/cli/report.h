#pragma once

#include "migrate/base/error.h"
#include "migrate/base/json.h"

#include <string>

namespace migrate::cli {

/// Text with `?` for what a terminal would act on and for bytes that are no UTF-8.
std::string printable(std::string text);

/// An error for people: message, place with the line and a caret, detail, hint, state.
std::string error_text(const Error& error, bool color);

/// The member `error` of a JSON result.
Json error_json(const Error& error);

}  // namespace migrate::cli
