#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

#include "adapters/http/message.hpp"

namespace chancery::http {

/// Why a request has no credentials of the scheme that was asked for.
enum class AuthorizationError : std::uint8_t {
  absent,     ///< no Authorization field, or one of another scheme
  malformed,  ///< several fields, or one that does not follow its scheme's grammar
};

/// What follows the scheme in the `Authorization` field (RFC 9110 §11.6.2): the scheme is compared
/// without case, the spaces after it are skipped. The view lives as long as the headers.
[[nodiscard]] std::expected<std::string_view, AuthorizationError> authorization(
    const Headers& headers, std::string_view scheme);

}  // namespace chancery::http
