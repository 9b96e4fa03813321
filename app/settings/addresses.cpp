// The settings that are network addresses and web origins.

#include <arpa/inet.h>

#include <algorithm>
#include <functional>

#include "app/settings/parse.hpp"
#include "domain/client.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery::settings {
namespace {

bool is_address(int family, std::string_view text) {
  unsigned char bytes[sizeof(in6_addr)];
  return ::inet_pton(family, std::string(text).c_str(), bytes) == 1;
}

std::unexpected<Complaint> refuse(std::string_view text, const char* problem, const char* hint) {
  return std::unexpected(Complaint{'"' + std::string(text) + "\" " + problem, hint});
}

/// An address, or an address and the length of its prefix.
bool is_block(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  const bool v4 = is_address(AF_INET, address);
  if (!v4 && !is_address(AF_INET6, address)) return false;
  if (slash == std::string_view::npos) return true;
  const auto bits = codec::from_decimal<unsigned>(text.substr(slash + 1));
  return bits && *bits <= (v4 ? 32U : 128U);
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Applies `check` to what stands between commas.
Parsed<std::vector<std::string>> parse_list(
    std::string_view text, const std::function<Parsed<void>(std::string_view)>& check) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto item = trimmed(text.substr(0, comma));
    if (const auto fine = check(item); !fine) return std::unexpected(fine.error());
    items.emplace_back(item);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
    if (text.empty()) return refuse("", "is no item of a list", "the list ends with a comma");
  }
  return items;
}

}  // namespace

Parsed<ListenAddress> parse_listen(std::string_view text) {
  constexpr auto hint =
      "write address:port, for example 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080";
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return refuse(text, "is no listen address", hint);
  auto host = text.substr(0, colon);
  const auto port = codec::from_decimal<std::uint16_t>(text.substr(colon + 1));
  const bool bracketed = host.size() > 2 && host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool known =
      bracketed ? is_address(AF_INET6, host) : host == "localhost" || is_address(AF_INET, host);
  if (!known || !port) return refuse(text, "is no listen address", hint);
  return ListenAddress{std::string(host), *port};
}

Parsed<std::vector<std::string>> parse_proxies(std::string_view text) {
  return parse_list(text, [](std::string_view item) -> Parsed<void> {
    if (is_block(item)) return {};
    return refuse(item, "is no IP address",
                  "write addresses or CIDR blocks with commas between: 10.0.0.5, 192.168.0.0/16");
  });
}

Parsed<std::vector<std::string>> parse_origins(std::string_view text) {
  return parse_list(text, [](std::string_view item) -> Parsed<void> {
    const auto origin = web_origin(item);
    if (origin && *origin == item) return {};
    return refuse(item, "is no web origin",
                  "write origins as browsers do, lower case and without path: "
                  "https://app.example.com; \"*\" is not possible");
  });
}

}  // namespace chancery::settings
