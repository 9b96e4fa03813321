#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/authorization.hpp"
#include "adapters/http/message.hpp"
#include "domain/secret.hpp"

namespace chancery::http {

/// A client's credentials as `client_secret_basic` carries them (RFC 6749 §2.3.1).
struct BasicCredentials {
  std::string client_id;
  Secret client_secret;

  /// Reads the `Authorization` field.
  static std::expected<BasicCredentials, AuthorizationError> of(const Headers& headers);

  /// Reads what follows the scheme: canonical base64 of `id:secret`, both halves form-encoded,
  /// UTF-8 without control characters, the id not empty. Nothing for any other text.
  static std::optional<BasicCredentials> parse(std::string_view token68);
};

}  // namespace chancery::http
