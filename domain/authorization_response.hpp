#pragma once

#include <string>
#include <string_view>

#include "domain/authorization_request.hpp"
#include "domain/oauth_error.hpp"
#include "domain/parameters.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"

namespace chancery {

/// What the browser carries back to the client (RFC 6749 §4.1.2): by a 303 to `location`, or by a
/// form that posts the parameters to `redirect_uri`.
struct AuthorizationResponse {
  std::string redirect_uri;
  ResponseMode mode = ResponseMode::query;
  /// Not encoded. With a code among them, a secret.
  Parameters parameters{};
};

/// `code`, `state` and `iss` (RFC 9207 §2).
AuthorizationResponse code_response(const ReplyTo& reply_to, const Secret& code,
                                    const Issuer& issuer);

/// `error`, `error_description`, `state`, `iss` and nothing else. The error's detail, which is our
/// own words only, becomes the description.
AuthorizationResponse error_response(const AuthorizationError& error, const Issuer& issuer);

/// The redirect URI with the parameters appended to its query, which is kept as it is (RFC 6749
/// §3.1.2).
std::string location(const AuthorizationResponse& response);

/// The URI with parameters appended to its query, percent-encoded but for unreserved characters.
std::string with_query(std::string_view uri, const Parameters& parameters);

/// The text with a space in the place of every character that an `error_description` may not have:
/// `"`, `\`, controls and what is not ASCII (RFC 6749 §4.1.2.1; attack B13).
std::string error_description(std::string_view text);

}  // namespace chancery
