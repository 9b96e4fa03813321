#include "app/settings/parse.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "domain/client.hpp"
#include "domain/codec/decimal.hpp"
#include "domain/uri.hpp"

namespace chancery::settings {
namespace {

struct Unit {
  char letter;
  std::int64_t seconds;
};
constexpr std::array units{Unit{'d', 86'400}, Unit{'h', 3'600}, Unit{'m', 60}, Unit{'s', 1}};

std::unexpected<Complaint> refuse(std::string message, std::string hint = {}) {
  return std::unexpected(Complaint{std::move(message), std::move(hint)});
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::optional<Lifetime> lifetime(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto unit = std::ranges::find(units, text.back(), &Unit::letter);
  const auto count = codec::from_decimal<std::uint32_t>(text.substr(0, text.size() - 1));
  if (unit == units.end() || !count) return std::nullopt;
  return Lifetime(unit->seconds * *count);
}

}  // namespace

std::string to_text(Lifetime lifetime) {
  const auto seconds = lifetime.count();
  const auto fits = [&](const Unit& unit) { return seconds % unit.seconds == 0; };
  const auto unit = seconds == 0 ? std::prev(units.end()) : std::ranges::find_if(units, fits);
  return std::to_string(seconds / unit->seconds) + unit->letter;
}

Parsed<Lifetime> parse_lifetime(std::string_view text, Range<Lifetime> range) {
  const auto read = lifetime(text);
  if (!read) {
    return refuse(quoted(text) + " is no duration",
                  "write an integer and one of s, m, h, d: 90s, 10m, 12h, 30d");
  }
  if (*read < range.least || *read > range.most) {
    return refuse(quoted(text) + " is out of range",
                  "allowed is " + to_text(range.least) + " to " + to_text(range.most));
  }
  return *read;
}

Parsed<std::size_t> parse_count(std::string_view text, Range<std::size_t> range) {
  const auto read = codec::from_decimal<std::size_t>(text);
  if (!read) return refuse(quoted(text) + " is no number", "write digits only");
  if (*read < range.least || *read > range.most) {
    return refuse(quoted(text) + " is out of range", "allowed is " + std::to_string(range.least) +
                                                         " to " + std::to_string(range.most));
  }
  return *read;
}

Parsed<std::optional<RateLimit>> parse_rate(std::string_view text) {
  if (text == "off") return std::nullopt;
  const auto slash = std::min(text.find('/'), text.size());
  const auto quota = codec::from_decimal<std::uint32_t>(text.substr(0, slash));
  const auto window = lifetime(text.substr(std::min(slash + 1, text.size())));
  if (!quota || !window) {
    return refuse(quoted(text) + " is no rate",
                  "write how many in how long, 30/5m, or off for any number");
  }
  constexpr std::uint32_t most = 1'000'000;
  constexpr Lifetime longest = std::chrono::days(1);
  if (*quota < 1 || *quota > most || *window < Lifetime(1) || *window > longest) {
    return refuse(quoted(text) + " is out of range", "allowed is 1 to 1000000 in 1s to 1d");
  }
  return RateLimit{*quota, *window};
}

Parsed<Issuer> parse_issuer(std::string_view text) {
  const auto uri = Uri::parse(text);
  constexpr auto example = "write it as clients will see it: https://login.example.com";
  if (!uri || uri->host.empty() || (uri->scheme != "https" && uri->scheme != "http")) {
    return refuse(quoted(text) + " is no http or https URL", example);
  }
  if (uri->has_user_info) return refuse("an issuer has no user name and password", example);
  if (uri->has_fragment || text.find('?') != std::string_view::npos) {
    return refuse(quoted(text) + " has a query or a fragment", example);
  }
  if (text.ends_with('/')) return refuse(quoted(text) + " ends with a slash", "leave it away");
  if (uri->scheme == "http" && !is_loopback_host(uri->host)) {
    return refuse(
        quoted(text) + " is not https",
        "set ISSUER to the https URL that clients use; plain http is for 127.0.0.1, [::1] "
        "and localhost");
  }
  return Issuer(std::string(text));
}

Parsed<ClientId> parse_client_id(std::string_view text) {
  if (is_client_id(text)) return ClientId(std::string(text));
  return refuse(quoted(text) + " is no client id",
                "write the id that `chancery client list` shows");
}

Parsed<system::LogLevel> parse_log_level(std::string_view text) {
  if (const auto level = system::parse_log_level(text)) return *level;
  return refuse(quoted(text) + " is no log level", "one of error, warn, info, debug");
}

Parsed<bool> parse_switch(std::string_view text) {
  if (text == "on") return true;
  if (text == "off") return false;
  return refuse(quoted(text) + " is neither on nor off", "one of on, off");
}

Parsed<system::LogFormat> parse_log_format(std::string_view text) {
  if (const auto format = system::parse_log_format(text)) return *format;
  return refuse(quoted(text) + " is no log format", "one of json, text");
}

}  // namespace chancery::settings
