#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

/// The parts of an absolute URI (RFC 3986 §4.3) that decisions look at.
struct Uri {
  std::string scheme;  ///< lower case
  std::string host;    ///< lower case; an IPv6 literal keeps its brackets; empty without authority
  std::optional<std::uint16_t> port;
  bool has_user_info = false;
  bool has_fragment = false;
  std::string path;  ///< as written, without query

  /// Strict: ASCII, at most 2048 bytes, no backslash, space or control character, well-formed
  /// percent escapes, a port that is a decimal below 65536. Nothing for any other text.
  static std::optional<Uri> parse(std::string_view text);
};

/// `127.0.0.1`, `[::1]` or `localhost`, spelt exactly so (RFC 8252 §7.3).
bool is_loopback_host(std::string_view host);

}  // namespace chancery
