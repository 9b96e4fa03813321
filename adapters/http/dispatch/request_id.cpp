#include "adapters/http/dispatch/request_id.hpp"

#include <algorithm>

#include "adapters/http/ascii.hpp"

namespace chancery::http {

bool is_request_id(std::string_view text) {
  return text.size() >= 8 && text.size() <= 128 && std::ranges::all_of(text, [](char c) {
           return is_alpha(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
         });
}

std::string RequestIds::next() {
  std::uint64_t number = next_.fetch_add(1, std::memory_order_relaxed);
  std::string out(16, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, number >>= 4U) {
    *digit = "0123456789abcdef"[number & 0xfU];
  }
  return out;
}

}  // namespace chancery::http
