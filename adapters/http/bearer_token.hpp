#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

#include "adapters/http/authorization.hpp"
#include "adapters/http/message.hpp"
#include "domain/secret.hpp"

namespace chancery::http {

/// A longer token is malformed.
constexpr std::size_t max_bearer_token_size = 8192;

/// The token of `Authorization: Bearer` (RFC 6750 §2.1).
std::expected<Secret, AuthorizationError> bearer_token(const Headers& headers);

/// Reads what follows the scheme: 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=",
/// within the limit. Nothing for any other text.
std::optional<Secret> parse_b64token(std::string_view text);

}  // namespace chancery::http
