#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/access_token.hpp"

namespace chancery::crypto {

/// `typ` of an access token (RFC 9068 §2.1).
inline constexpr std::string_view access_token_type = "at+jwt";

/// The claims set of an access token (RFC 9068 §2.2) as JSON. `aud` is a string when there is one;
/// `scope`, `sid` and `auth_time` are left out when there is none; instants are integers. Pure.
std::string write_claims(const AccessTokenClaims& claims);

/// What `write_claims` wrote. Strict: JSON without duplicate names, every claim there and of its
/// type, no text empty, instants integers in [0, 2^53) (attack B54). Claims it does not know are
/// passed over (RFC 7519 §4). Nothing for any other text. Judges no time, issuer or audience.
std::optional<AccessTokenClaims> read_claims(std::string_view json);

}  // namespace chancery::crypto
