#include "adapters/http/bearer_token.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "adapters/http/ascii.hpp"

namespace chancery::http {
namespace {

constexpr bool is_token_char(char c) {
  return is_alpha(c) || is_digit(c) || std::string_view("-._~+/").find(c) != std::string_view::npos;
}

}  // namespace

std::expected<Secret, AuthorizationError> bearer_token(const Headers& headers) {
  const auto text = authorization(headers, "Bearer");
  if (!text) return std::unexpected(text.error());
  auto token = parse_b64token(*text);
  if (!token) return std::unexpected(AuthorizationError::malformed);
  return *std::move(token);
}

std::optional<Secret> parse_b64token(std::string_view text) {
  if (text.size() > max_bearer_token_size) return std::nullopt;
  const auto padding = std::ranges::find_if_not(text, is_token_char);
  if (padding == text.begin()) return std::nullopt;
  if (!std::all_of(padding, text.end(), [](char c) { return c == '='; })) return std::nullopt;
  return Secret(std::string(text));
}

}  // namespace chancery::http
