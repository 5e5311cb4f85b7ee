#include "migrate/base/clock.h"

#include "migrate/base/error.h"

#include <date/tz.h>
#include <fmt/core.h>

namespace migrate {

std::string CivilTime::iso() const {
  return fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", year, month, day, hour, minute, second, offset);
}

std::optional<CivilTime> read_iso(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00";
  if (text.size() < form.size()) return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !is_digit : text[i] != form[i]) return std::nullopt;
  }
  const auto number = [text](std::size_t at, std::size_t digits) {
    unsigned out = 0;
    for (const char c : text.substr(at, digits))
      out = out * 10 + static_cast<unsigned>(c - '0');
    return out;
  };
  return CivilTime{.year = static_cast<int>(number(0, 4)),
                   .month = number(5, 2),
                   .day = number(8, 2),
                   .hour = number(11, 2),
                   .minute = number(14, 2),
                   .second = number(17, 2),
                   .offset = std::string(text.substr(form.size()))};
}

CivilTime civil_time(std::chrono::system_clock::time_point time, const std::string& zone) {
  using std::chrono::seconds;
  const auto now = std::chrono::floor<seconds>(time);
  seconds shift{0};
  if (zone != "UTC") {
    try {
      shift = date::locate_zone(zone)->get_info(now).offset;
    } catch (const std::runtime_error&) {
      throw Error(ErrorCode::config, fmt::format("unknown time zone \"{}\"", zone))
          .hint("timezone takes a name of the IANA database, such as UTC or Europe/Berlin");
    }
  }
  const auto local = now + shift;
  const auto day = std::chrono::floor<date::days>(local);
  const date::year_month_day ymd{day};
  const date::hh_mm_ss clock{local - day};
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(shift).count();
  return {.year = static_cast<int>(ymd.year()),
          .month = static_cast<unsigned>(ymd.month()),
          .day = static_cast<unsigned>(ymd.day()),
          .hour = static_cast<unsigned>(clock.hours().count()),
          .minute = static_cast<unsigned>(clock.minutes().count()),
          .second = static_cast<unsigned>(clock.seconds().count()),
          .offset = minutes == 0 ? "Z"
                                 : fmt::format("{}{:02}:{:02}",
                                               minutes < 0 ? '-' : '+',
                                               std::abs(minutes) / 60,
                                               std::abs(minutes) % 60)};
}

}  // namespace migrate
