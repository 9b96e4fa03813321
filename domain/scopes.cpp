#include "domain/scopes.hpp"

#include <algorithm>

namespace chancery {
namespace {

constexpr bool is_scope_char(char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\'; }

}  // namespace

std::optional<Scopes> Scopes::parse(std::string_view text) {
  Scopes scopes;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto token = text.substr(0, end);
    if (token.empty() || !std::ranges::all_of(token, is_scope_char)) return std::nullopt;
    scopes.insert(std::string(token));
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
    if (text.empty()) return std::nullopt;  // a trailing space
  }
  return scopes;
}

bool Scopes::covers(const Scopes& other) const {
  return std::ranges::includes(tokens_, other.tokens_);
}

std::string Scopes::to_string() const {
  std::string out;
  for (const auto& token : tokens_) {
    if (!out.empty()) out += ' ';
    out += token;
  }
  return out;
}

}  // namespace chancery
