#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/complaint.hpp"
#include "app/settings.hpp"

namespace chancery::settings {

// The values of settings. Strict: no white space around, nothing behind, nothing guessed.
// Complaints begin in lower case after the setting's name and a colon.

template <class T>
using Parsed = std::expected<T, Complaint>;

template <class T>
struct Range {
  T least;
  T most;
};

/// An integer and one of `s m h d`.
Parsed<Lifetime> parse_lifetime(std::string_view text, Range<Lifetime> range);
/// The shortest text that parse_lifetime reads as that.
std::string to_text(Lifetime lifetime);

/// A decimal number.
Parsed<std::size_t> parse_count(std::string_view text, Range<std::size_t> range);

/// A number, `/` and a duration: `30/5m`; or `off`, which is none.
Parsed<std::optional<RateLimit>> parse_rate(std::string_view text);

/// `on` or `off`.
Parsed<bool> parse_switch(std::string_view text);

/// `address:port`, `[address]:port` or `localhost:port`.
Parsed<ListenAddress> parse_listen(std::string_view text);

/// An issuer identifier (RFC 8414 §2): https, or http on a loopback host; no query, fragment, user
/// name or trailing slash.
Parsed<Issuer> parse_issuer(std::string_view text);

/// `sqlite:PATH` or a `postgresql://` URL.
Parsed<DatabaseUrl> parse_database_url(std::string_view text);

/// Whether a postgresql URL carries a password, as its user's or as a parameter. Text that is none
/// carries none.
bool has_password(std::string_view database_url);

/// IP addresses and CIDR blocks, separated by commas.
Parsed<std::vector<std::string>> parse_proxies(std::string_view text);

/// A client's id.
Parsed<ClientId> parse_client_id(std::string_view text);

/// Web origins, separated by commas, spelt as a browser's `Origin` header spells them.
Parsed<std::vector<std::string>> parse_origins(std::string_view text);

Parsed<system::LogLevel> parse_log_level(std::string_view text);
Parsed<system::LogFormat> parse_log_format(std::string_view text);

}  // namespace chancery::settings
