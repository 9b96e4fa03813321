#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::crypto {

/// The parts of a JWS in compact serialization (RFC 7515 §7.1), before anything is believed of it.
struct CompactJws {
  std::string_view signing_input;  ///< of the text it was parsed from
  std::string algorithm;           ///< `alg`
  std::string type;                ///< `typ`
  std::string key;                 ///< `kid`, 1 to 64 bytes
  std::string payload;
  std::string signature;
};

inline constexpr std::size_t max_compact_jws_length = 8192;  ///< bytes, refused unread beyond

/// Strict: exactly three parts, each of canonical base64url, so that one token has one text (attack
/// B46); a header of strict JSON with `alg`, `typ` and `kid` as strings. Whatever changes how a JWS
/// is read (`crit`, `b64`, `zip`, `enc`) is refused (attack B49); a key that the sender brings
/// along
/// (`jwk`, `jku`, `x5u`, `x5c`) is not looked at (attack B48). Nothing for any other text. Pure.
std::optional<CompactJws> parse_compact_jws(std::string_view text);

/// Whether `typ` names that media type: case does not count and `application/` may be left out (RFC
/// 7515 §4.1.9). `type` is in lower case and without `application/`.
bool is_type(std::string_view typ, std::string_view type);

}  // namespace chancery::crypto
