#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace chancery {

/// What an argon2 hash costs (RFC 9106 §3.1).
struct Argon2Cost {
  std::uint32_t memory;  ///< KiB
  std::uint32_t passes;
  std::uint32_t lanes;

  bool operator==(const Argon2Cost&) const = default;
};

/// The cost of a hash in PHC string format: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, or `argon2i` as
/// other systems wrote it. Strict: decimals without leading zeros, base64 without padding. Nothing
/// for any other text. Pure.
std::optional<Argon2Cost> read_argon2_cost(std::string_view phc);

}  // namespace chancery
