#include "domain/codec/rfc3339.hpp"

#include <cstddef>

#include "domain/codec/decimal.hpp"

namespace chancery::codec {
namespace {

using namespace std::chrono;

void append_digits(std::string& out, unsigned value, std::size_t width) {
  const auto end = out.size() + width;
  out.resize(end);
  for (std::size_t i = 1; i <= width; ++i, value /= 10) {
    out[end - i] = static_cast<char>('0' + value % 10);
  }
}

void append_date_and_time(std::string& out, sys_seconds at) {
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(at - day);
  append_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  out += '-';
  append_digits(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  append_digits(out, static_cast<unsigned>(date.day()), 2);
  out += 'T';
  append_digits(out, static_cast<unsigned>(time.hours().count()), 2);
  out += ':';
  append_digits(out, static_cast<unsigned>(time.minutes().count()), 2);
  out += ':';
  append_digits(out, static_cast<unsigned>(time.seconds().count()), 2);
}

/// Takes so many digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits || text.front() == '-') return std::nullopt;
  const auto number = from_decimal<int>(text.substr(0, digits));
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
  const auto y = take_number(text, 4);
  if (!y || *y < 1970 || !take(text, '-')) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_number(text, 2);
  if (!d) return std::nullopt;
  const year_month_day date(year(*y), month(static_cast<unsigned>(*m)),
                            day(static_cast<unsigned>(*d)));
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

/// `23:59`, as of a time and of an offset.
std::optional<minutes> take_minutes(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  return hours(*hour) + minutes(*minute);
}

bool take_fraction(std::string_view& text) {
  if (!take(text, '.')) return true;
  const auto end = text.find_first_not_of("0123456789");
  if (end == 0 || end == std::string_view::npos) return false;
  text.remove_prefix(end);
  return true;
}

/// Everything behind the seconds.
std::optional<minutes> take_offset(std::string_view text) {
  if (text == "Z") return minutes(0);
  const bool is_east = text.starts_with('+');
  if (!is_east && !text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const auto offset = take_minutes(text);
  if (!offset || !text.empty()) return std::nullopt;
  return is_east ? *offset : -*offset;
}

}  // namespace

void append_rfc3339(std::string& out, sys_seconds at) {
  append_date_and_time(out, at);
  out += 'Z';
}

void append_rfc3339(std::string& out, sys_time<milliseconds> at) {
  const auto second = floor<seconds>(at);
  append_date_and_time(out, second);
  out += '.';
  append_digits(out, static_cast<unsigned>((at - second).count()), 3);
  out += 'Z';
}

std::string rfc3339(sys_seconds at) {
  std::string out;
  append_rfc3339(out, at);
  return out;
}

std::optional<sys_seconds> from_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || (!take(text, 'T') && !take(text, ' '))) return std::nullopt;
  const auto time = take_minutes(text);
  if (!time || !take(text, ':')) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *second > 59 || !take_fraction(text)) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset) return std::nullopt;
  const auto at = *date + *time + seconds(*second) - *offset;
  if (at.time_since_epoch().count() < 0) return std::nullopt;
  return at;
}

}  // namespace chancery::codec
