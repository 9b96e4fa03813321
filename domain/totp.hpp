#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

// Time-based one-time passwords (RFC 6238) as every authenticator app knows them: SHA-1, 30
// seconds, 6 digits.

inline constexpr Lifetime totp_period{30};
inline constexpr std::size_t totp_digits = 6;
/// RFC 4226 §4 recommends 160 bits.
inline constexpr std::size_t totp_key_length = 20;

/// Which period an instant lies in (T of RFC 6238 §4.2).
std::int64_t totp_step(Instant at);

/// The steps whose codes are believed at `now`: this one, the one before it, for who types slowly,
/// and the next, for clocks that are ahead (RFC 6238 §5.2). The likeliest first.
std::array<std::int64_t, 3> believed_totp_steps(Instant now);

/// What is authenticated of a step: the counter of RFC 4226 §5.1, 8 bytes.
std::string totp_message(std::int64_t step);

/// The code that an HMAC-SHA-1 comes to (RFC 4226 §5.3). `mac` has 20 bytes.
std::string totp_code(std::string_view mac);

/// The digits of a code as people type it, with spaces or without; nothing unless there are 6.
std::optional<Secret> read_totp_code(std::string_view typed);

/// The `otpauth:` URI that authenticator apps read from a QR code. It holds the key.
Secret totp_uri(const Secret& key, std::string_view issuer_name, std::string_view account_name);

/// How people call an issuer: its host, with a port that is not https's.
std::string issuer_name(const Issuer& issuer);

}  // namespace chancery
