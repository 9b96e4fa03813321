#include "adapters/http/pages/language.hpp"

#include <algorithm>
#include <ranges>

#include "adapters/http/ascii.hpp"

namespace chancery::http::pages {
namespace {

constexpr std::size_t max_ranges = 32;

struct Wanted {
  std::string range;
  int thousandths;
  std::size_t place = 0;  ///< in the header
};

/// `text` up to the separator, which is taken off too.
std::string_view take_until(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

/// RFC 4647 §2.1, and no longer than any that is in use.
bool is_range(std::string_view text) {
  return !text.empty() && text.size() <= 35 && is_alpha(text.front()) && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_alpha(c) || is_digit(c) || c == '-'; });
}

/// A weight in thousandths (RFC 9110 §12.4.2); what is none weighs nothing.
int weight(std::string_view text) {
  if (text.size() > 5 || text.empty() || (text[0] != '0' && text[0] != '1')) return 0;
  int value = text[0] == '1' ? 1000 : 0;
  if (text.size() > 1 && text[1] != '.') return 0;
  for (std::size_t i = 2, unit = 100; i < text.size(); ++i, unit /= 10) {
    if (!is_digit(text[i])) return 0;
    value += static_cast<int>(unit) * (text[i] - '0');
  }
  return std::min(value, 1000);
}

std::optional<Wanted> wanted(std::string_view item) {
  const auto range = trim(take_until(item, ';'));
  const auto parameter = trim(item);
  if (!is_range(range)) return std::nullopt;
  if (parameter.empty()) return Wanted{std::string(range), 1000};
  if (lower(parameter.front()) != 'q' || parameter.size() < 2 || parameter[1] != '=') {
    return std::nullopt;
  }
  return Wanted{std::string(range), weight(parameter.substr(2))};
}

/// Without its last subtag, and without a single letter that would then end it.
std::string_view shortened(std::string_view range) {
  const auto cut = range.rfind('-');
  if (cut == std::string_view::npos) return {};
  range = range.substr(0, cut);
  const auto previous = range.rfind('-');
  if (previous != std::string_view::npos && range.size() - previous == 2) {
    range = range.substr(0, previous);
  }
  return range;
}

}  // namespace

std::vector<std::string> accepted_languages(std::string_view header) {
  std::vector<Wanted> all;
  for (std::size_t i = 0; !header.empty() && i < max_ranges; ++i) {
    auto one = wanted(take_until(header, ','));
    if (!one || one->thousandths == 0) continue;
    one->place = i;
    all.push_back(*std::move(one));
  }
  std::ranges::sort(all, {},
                    [](const Wanted& one) { return std::pair(-one.thousandths, one.place); });
  std::vector<std::string> ranges;
  for (auto& one : all) ranges.push_back(std::move(one.range));
  return ranges;
}

std::optional<std::string> look_up_language(std::span<const std::string> wanted_ranges,
                                            std::span<const std::string> known) {
  for (const std::string_view range : wanted_ranges | std::views::take(max_ranges)) {
    if (!is_range(range)) continue;
    for (auto part = range; !part.empty(); part = shortened(part)) {
      const auto found = std::ranges::find_if(
          known, [&](const auto& language) { return same_ignoring_case(language, part); });
      if (found != known.end()) return *found;
    }
  }
  return std::nullopt;
}

std::string choose_language(std::span<const std::string> ui_locales,
                            std::string_view accept_language, std::span<const std::string> known) {
  if (auto asked = look_up_language(ui_locales, known)) return *asked;
  return look_up_language(accepted_languages(accept_language), known).value_or("en");
}

}  // namespace chancery::http::pages
