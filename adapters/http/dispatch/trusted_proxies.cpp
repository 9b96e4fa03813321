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

/// Some proxies append the port or write brackets: `192.0.2.1:4711`, `[2001:db8::1]`,
/// `[2001:db8::1]:4711`.
std::optional<IpAddress> parse_hop(std::string_view text) {
  if (const auto address = IpAddress::parse(text)) return address;
  const std::size_t bracket = text.starts_with('[') ? 1 : 0;
  const auto host_end = text.find(bracket > 0 ? ']' : ':');
  if (host_end == std::string_view::npos) return std::nullopt;
  const auto port = text.substr(host_end + bracket);
  const bool has_port =
      port.starts_with(':') && codec::from_decimal<std::uint16_t>(port.substr(1)).has_value();
  if (!port.empty() && !has_port) return std::nullopt;
  return IpAddress::parse(text.substr(bracket, host_end - bracket));
}

/// Takes the last entry off a list, which is nothing after its first; an empty entry is one too.
std::string_view pop_last(std::optional<std::string_view>& list) {
  const auto whole = *list;
  const auto comma = whole.rfind(',');
  if (comma == std::string_view::npos) {
    list.reset();
    return trim(whole);
  }
  list = whole.substr(0, comma);
  return trim(whole.substr(comma + 1));
}

/// Whether the entry that the `hops`-th proxy from the right wrote is https; where fewer wrote one,
/// the left-most. Nothing for a list that cannot be read that far.
std::optional<bool> reads_https(std::optional<std::string_view> list, std::size_t hops) {
  std::optional<bool> is_https;
  for (std::size_t i = 0; i < hops && list; ++i) {
    const auto proto = pop_last(list);
    is_https = same_ignoring_case(proto, "https");
    if (!*is_https && !same_ignoring_case(proto, "http")) return std::nullopt;
  }
  return is_https;
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
  const auto hops = hops_to_client(headers);
  if (!hops) return std::unexpected(hops.error());
  if (!hops->empty()) forwarded.client = hops->back();
  if (headers.count("X-Forwarded-Proto") == 0) return forwarded;
  const auto proto = headers.get("X-Forwarded-Proto");
  const auto is_https = reads_https(proto, std::max<std::size_t>(hops->size(), 1));
  if (!is_https) return refuse("X-Forwarded-Proto is unreadable");
  forwarded.is_https = *is_https;
  return forwarded;
}

std::expected<std::vector<IpAddress>, Refusal> TrustedProxies::hops_to_client(
    const Headers& headers) const {
  std::vector<IpAddress> hops;
  for (const auto& [name, value] : std::views::reverse(headers.fields())) {
    if (!same_ignoring_case(name, "X-Forwarded-For")) continue;
    std::optional<std::string_view> list = value;
    while (list) {
      const auto hop = parse_hop(pop_last(list));
      if (!hop) return refuse("X-Forwarded-For is unreadable");
      hops.push_back(*hop);
      if (!contains(*hop)) return hops;
    }
  }
  return hops;
}

}  // namespace chancery::http
