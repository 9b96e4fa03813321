#include "domain/uri.hpp"

#include <algorithm>

#include "domain/codec/decimal.hpp"

namespace chancery {
namespace {

constexpr std::size_t max_length = 2048;

constexpr bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// unreserved, sub-delims, gen-delims and `%` of RFC 3986 §2.
constexpr bool is_uri_char(char c) {
  return is_alpha(c) || is_digit(c) ||
         std::string_view("-._~!$&'()*+,;=:/?#[]@%").find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool has_only_whole_escapes(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
  }
  return true;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_alpha(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host.size() > 2 && host.ends_with(']') &&
           std::ranges::all_of(host.substr(1, host.size() - 2),
                               [](char c) { return is_hex(c) || c == ':' || c == '.'; });
  }
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
  });
}

/// `[userinfo@]host[:port]`
bool parse_authority(std::string_view text, Uri& uri) {
  if (const auto at = text.rfind('@'); at != std::string_view::npos) {
    uri.has_user_info = true;
    text.remove_prefix(at + 1);
  }
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    uri.port = codec::from_decimal<std::uint16_t>(text.substr(colon + 1));
    if (!uri.port) return false;
  }
  uri.host = lower(text.substr(0, colon));
  return is_host(uri.host);
}

}  // namespace

std::optional<Uri> Uri::parse(std::string_view text) {
  if (text.size() > max_length || !std::ranges::all_of(text, is_uri_char)) return std::nullopt;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon))) return std::nullopt;
  if (!has_only_whole_escapes(text)) return std::nullopt;
  Uri uri;
  uri.scheme = lower(text.substr(0, colon));
  uri.has_fragment = text.find('#') != std::string_view::npos;
  auto rest = text.substr(colon + 1);
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const auto end = std::min(rest.find_first_of("/?#"), rest.size());
    if (!parse_authority(rest.substr(0, end), uri)) return std::nullopt;
    rest.remove_prefix(end);
  }
  uri.path = rest.substr(0, rest.find_first_of("?#"));
  return uri;
}

bool is_loopback_host(std::string_view host) {
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

}  // namespace chancery
