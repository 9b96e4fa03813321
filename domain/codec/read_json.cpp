#include <algorithm>
#include <charconv>
#include <cmath>

#include "domain/codec/json.hpp"
#include "domain/codec/utf8.hpp"

namespace chancery::codec {
namespace {

/// Recursive descent over text already known to be UTF-8. Every function leaves `rest_` behind what
/// it read, or returns nothing.
class Reader {
 public:
  Reader(std::string_view text, const JsonLimits& limits) : rest_(text), limits_(limits) {}

  std::optional<Json> document() {
    auto value = this->value(0);
    skip_space();
    if (!rest_.empty()) return std::nullopt;
    return value;
  }

 private:
  void skip_space() {
    const auto end = rest_.find_first_not_of(" \t\n\r");
    rest_.remove_prefix(std::min(end, rest_.size()));
  }

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::optional<Json> value(std::size_t depth) {
    skip_space();
    if (++values_ > limits_.values || depth > limits_.depth || rest_.empty()) return std::nullopt;
    switch (rest_.front()) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return text();
      case 't': return take("true") ? std::optional(Json(true)) : std::nullopt;
      case 'f': return take("false") ? std::optional(Json(false)) : std::nullopt;
      case 'n': return take("null") ? std::optional(Json()) : std::nullopt;
      default: return number();
    }
  }

  std::optional<Json> object(std::size_t depth) {
    Json::Object members;
    take("{");
    skip_space();
    if (take("}")) return Json(std::move(members));
    do {
      skip_space();
      auto name = string();
      skip_space();
      if (!name || !take(":")) return std::nullopt;
      for (const auto& member : members) {
        if (member.first == *name) return std::nullopt;
      }
      auto member = value(depth + 1);
      if (!member) return std::nullopt;
      members.emplace_back(std::move(*name), std::move(*member));
      skip_space();
    } while (take(","));
    if (!take("}")) return std::nullopt;
    return Json(std::move(members));
  }

  std::optional<Json> array(std::size_t depth) {
    Json::Array items;
    take("[");
    skip_space();
    if (take("]")) return Json(std::move(items));
    do {
      auto item = value(depth + 1);
      if (!item) return std::nullopt;
      items.push_back(std::move(*item));
      skip_space();
    } while (take(","));
    if (!take("]")) return std::nullopt;
    return Json(std::move(items));
  }

  std::optional<Json> text() {
    auto read = string();
    if (!read) return std::nullopt;
    return Json(std::move(*read));
  }

  std::optional<std::string> string() {
    if (!take("\"")) return std::nullopt;
    std::string out;
    while (true) {
      const auto plain = std::min(rest_.find_first_of("\"\\"), rest_.size());
      for (const char c : rest_.substr(0, plain)) {
        if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
      }
      out += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (take("\"")) return out;
      if (!take("\\") || !escape(out)) return std::nullopt;
    }
  }

  bool escape(std::string& out) {
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view values = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return false;
    if (const auto i = names.find(rest_.front()); i != std::string_view::npos) {
      rest_.remove_prefix(1);
      out += values[i];
      return true;
    }
    auto code_point = code_unit();
    if (!code_point || *code_point == 0) return false;
    if (*code_point >= 0xdc00 && *code_point < 0xe000) return false;
    if (*code_point >= 0xd800 && *code_point < 0xdc00) {
      const auto low = take("\\") ? code_unit() : std::nullopt;
      if (!low || *low < 0xdc00 || *low > 0xdfff) return false;
      code_point = 0x10000 + ((*code_point - 0xd800) << 10U) + (*low - 0xdc00);
    }
    append_utf8(out, *code_point);
    return true;
  }

  /// `uXXXX`
  std::optional<char32_t> code_unit() {
    if (!take("u") || rest_.size() < 4) return std::nullopt;
    std::uint32_t unit = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + 4, unit, 16);
    if (error != std::errc{} || end != rest_.data() + 4) return std::nullopt;
    rest_.remove_prefix(4);
    return unit;
  }

  std::size_t digits() {
    const auto end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    rest_.remove_prefix(end);
    return end;
  }

  std::optional<Json> number() {
    const auto start = rest_;
    take("-");
    const bool leading_zero = rest_.starts_with('0');
    const auto whole = digits();
    if (whole == 0 || (leading_zero && whole > 1)) return std::nullopt;
    bool integer = true;
    if (take(".")) {
      integer = false;
      if (digits() == 0) return std::nullopt;
    }
    if (take("e") || take("E")) {
      integer = false;
      if (!take("+")) take("-");
      if (digits() == 0) return std::nullopt;
    }
    return convert(start.substr(0, start.size() - rest_.size()), integer);
  }

  static std::optional<Json> convert(std::string_view text, bool integer) {
    const auto* const last = text.data() + text.size();
    std::int64_t exact = 0;
    if (integer && std::from_chars(text.data(), last, exact).ec == std::errc{}) return Json(exact);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), last, value);
    if (error != std::errc{} || end != last || !std::isfinite(value)) return std::nullopt;
    return Json(value);
  }

  std::string_view rest_;
  JsonLimits limits_;
  std::size_t values_ = 0;
};

}  // namespace

std::optional<Json> read_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes || !is_utf8(text)) return std::nullopt;
  return Reader(text, limits).document();
}

}  // namespace chancery::codec
