#pragma once

#include "migrate/base/error.h"
#include "migrate/base/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace migrate::commands::verify {

/// Something that is not as it should be with a migration.
struct Finding {
  std::string_view rule;  ///< `downgrade-differs`
  std::string revision;
  std::string message;      ///< a sentence without its full stop
  std::string object = {};  ///< `table public.users`; empty: none
  Place place = {};         ///< in the migration's file
  bool is_warning = false;  ///< it does not fail the command
  std::string suggestion = {};
};

Json json_of(const Finding& finding);

/// A line, and what there is to say below it.
std::string text_of(const Finding& finding);

}  // namespace migrate::commands::verify
