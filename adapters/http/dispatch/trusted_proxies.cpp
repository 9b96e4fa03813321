#include "adapters/http/dispatch/trusted_proxies.hpp"

#include <algorithm>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string_view>

#include "adapters/http/ascii.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery::http {
namespace {

/// Some proxies append the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
std::optional<IpAddress> parse_hop(std::string_view text) {
  if (const auto address = IpAddress::parse(text)) return address;
  const auto colon = text.starts_with('[') ? text.find("]:") + 1 : text.find(':');
  if (colon == 0 || colon >= text.size()) return std::nullopt;
  if (!codec::from_decimal<std::uint16_t>(text.substr(colon + 1))) return std::nullopt;
  auto host = text.substr(0, colon);
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  return IpAddress::parse(host);
}

/// Takes the last entry off a list.
std::string_view pop_last(std::string_view& list) {
  const auto comma = list.rfind(',');
  const auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list.remove_suffix(std::min(last.size() + 1, list.size()));
  return trim(last);
}

std::unexpected<Refusal> refuse(std::string_view detail) {
  return std::unexpected(Refusal{400, detail});
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& ranges) {
  for (const auto& text : ranges) {
    const auto range = IpRange::parse(text);
    if (!range) throw std::invalid_argument("no address and no range of addresses: " + text);
    ranges_.push_back(*range);
  }
}

bool TrustedProxies::contains(const IpAddress& address) const {
  return std::ranges::any_of(ranges_, [&](const auto& range) { return range.contains(address); });
}

std::expected<Forwarded, Refusal> TrustedProxies::resolve(const IpAddress& peer, bool peer_uses_tls,
                                                          const Headers& headers) const {
  Forwarded forwarded{peer, peer_uses_tls};
  if (!contains(peer)) return forwarded;
  if (headers.count("X-Forwarded-Proto") > 0) {
    const auto proto = headers.get("X-Forwarded-Proto");
    if (proto != "https" && proto != "http") return refuse("X-Forwarded-Proto is unreadable");
    forwarded.is_https = proto == "https";
  }
  for (const auto& [name, value] : std::views::reverse(headers.fields())) {
    if (!same_ignoring_case(name, "X-Forwarded-For")) continue;
    std::string_view list = value;
    do {
      const auto hop = parse_hop(pop_last(list));
      if (!hop) return refuse("X-Forwarded-For is unreadable");
      forwarded.client = *hop;
      if (!contains(*hop)) return forwarded;
    } while (!list.empty());
  }
  return forwarded;
}

}  // namespace chancery::http
