#include "adapters/blocklist/common_passwords.hpp"

#include <algorithm>
#include <vector>

#include "adapters/blocklist/common_passwords_text.hpp"
#include "domain/codec/unicode.hpp"
#include "domain/secret.hpp"

namespace chancery::blocklist {
namespace {

constexpr std::size_t max_tail = 5;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_listed(std::string_view text) {
  static const auto lines = lines_of(common_passwords_text());
  return std::ranges::binary_search(lines, text);
}

bool is_digit_or_sign(char c) {
  return c > ' ' && c < '\x7f' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z');
}

}  // namespace

bool is_common(std::string_view password) {
  const Secret folded(codec::folded(password));
  std::string_view text = folded.reveal();
  if (is_listed(text)) return true;
  for (std::size_t cut = 0; cut < max_tail && !text.empty(); ++cut) {
    if (!is_digit_or_sign(text.back())) return false;
    text.remove_suffix(1);
    if (is_listed(text)) return true;
  }
  return false;
}

}  // namespace chancery::blocklist
