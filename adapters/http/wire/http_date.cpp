#include "adapters/http/wire/http_date.hpp"

#include <array>
#include <string_view>

namespace chancery::http {
namespace {

using namespace std::literals;

constexpr std::array day_names{"Sun, "sv, "Mon, "sv, "Tue, "sv, "Wed, "sv,
                               "Thu, "sv, "Fri, "sv, "Sat, "sv};
constexpr std::array month_names{" Jan "sv, " Feb "sv, " Mar "sv, " Apr "sv, " May "sv, " Jun "sv,
                                 " Jul "sv, " Aug "sv, " Sep "sv, " Oct "sv, " Nov "sv, " Dec "sv};

std::string two_digits(long number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

std::string http_date(std::chrono::sys_seconds at) {
  using namespace std::chrono;
  const auto midnight = floor<days>(at);
  const year_month_day date(midnight);
  const hh_mm_ss time(at - midnight);
  std::string out(day_names.at(weekday(midnight).c_encoding()));
  out += two_digits(static_cast<long>(static_cast<unsigned>(date.day())));
  out += month_names.at(static_cast<unsigned>(date.month()) - 1);
  out += std::to_string(static_cast<int>(date.year()));
  out += ' ' + two_digits(time.hours().count()) + ':' + two_digits(time.minutes().count()) + ':' +
         two_digits(time.seconds().count()) + " GMT";
  return out;
}

}  // namespace chancery::http
