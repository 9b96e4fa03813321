#include "adapters/http/cookies.hpp"

#include <algorithm>

#include "adapters/http/ascii.hpp"

namespace chancery::http {
namespace {

/// RFC 6265 §4.1.1
bool is_cookie_octet(char c) {
  return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

}  // namespace

Cookies Cookies::of(const Headers& headers) {
  Cookies cookies;
  auto rest = headers.get("Cookie").value_or("");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const auto pair = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.pairs_.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return cookies;
}

std::optional<std::string_view> Cookies::get(std::string_view name) const {
  const auto is_that = [&](const auto& pair) { return pair.first == name; };
  if (std::ranges::count_if(pairs_, is_that) != 1) return std::nullopt;
  const auto& value = std::ranges::find_if(pairs_, is_that)->second;
  if (value.empty() || !std::ranges::all_of(value, is_cookie_octet)) return std::nullopt;
  return value;
}

std::string CookieJar::name(std::string_view bare_name) const {
  return (is_secure_ ? "__Host-" : "") + std::string(bare_name);
}

std::optional<std::string> CookieJar::read(const Request& request,
                                           std::string_view bare_name) const {
  const auto cookies = Cookies::of(request.headers);
  const auto value = cookies.get(name(bare_name));
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::string CookieJar::set(std::string_view bare_name, std::string_view value,
                           std::optional<Lifetime> lifetime) const {
  auto cookie = name(bare_name) + '=' + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax";
  if (is_secure_) cookie += "; Secure";
  if (lifetime) cookie += "; Max-Age=" + std::to_string(lifetime->count());
  return cookie;
}

std::string CookieJar::expire(std::string_view bare_name) const {
  return set(bare_name, "", Lifetime(0));
}

}  // namespace chancery::http
