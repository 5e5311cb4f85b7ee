#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

/// A point in time as a person reads it in some time zone.
struct CivilTime {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  std::string offset;  ///< `Z` for UTC, else `+02:00`

  /// ISO 8601: `2026-01-31T10:00:00Z`.
  [[nodiscard]] std::string iso() const;
};

/// What CivilTime::iso() wrote; nothing for a text of another form.
std::optional<CivilTime> read_iso(std::string_view text);

/// Throws Error(config) for a name that the system's time zone database does not hold.
CivilTime civil_time(std::chrono::system_clock::time_point time, const std::string& zone);

}  // namespace migrate
