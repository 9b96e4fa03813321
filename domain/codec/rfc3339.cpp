#include "domain/codec/rfc3339.hpp"

#include <cstddef>

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

}  // namespace chancery::codec
