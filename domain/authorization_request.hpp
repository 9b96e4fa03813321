#pragma once

#include <array>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/claims_request.hpp"
#include "domain/client.hpp"
#include "domain/oauth_error.hpp"
#include "domain/parameters.hpp"
#include "domain/scopes.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// How the answer travels (OAuth 2.0 Multiple Response Types §2.1, OAuth 2.0 Form Post §2).
enum class ResponseMode { query, form_post };

/// `prompt` of OpenID Connect Core §3.1.2.1.
enum class Prompt { none, login, consent, select_account };

/// Where the answer to an authorization request goes, once that is known to be the client's.
struct ReplyTo {
  /// As it was asked for: registered, but perhaps with another port.
  std::string redirect_uri;
  ResponseMode mode = ResponseMode::query;
  /// Echoed byte for byte.
  std::optional<std::string> state{};

  bool operator==(const ReplyTo&) const = default;
};

/// An authorization request whose every part may be had by its client (RFC 6749 §4.1.1, OpenID
/// Connect Core §3.1.2.1). What the user has to say to it is open.
struct AuthorizationRequest {
  ClientId client;
  ReplyTo reply_to;
  /// Whether the redirect URI was sent, and the token request must repeat it (RFC 6749 §4.1.3).
  bool redirect_uri_sent = true;
  Scopes scopes{};
  /// `aud` of the access tokens.
  std::vector<std::string> audiences{};
  /// `code_challenge`, of the method S256.
  std::optional<std::string> challenge{};
  std::optional<std::string> nonce{};
  std::set<Prompt> prompts{};
  std::optional<Lifetime> max_age{};
  std::optional<std::string> id_token_hint{};
  std::optional<std::string> login_hint{};
  /// The classes of authentication that are asked for, best first, as sent.
  std::vector<std::string> acr_values{};
  /// Languages the user prefers, best first (BCP 47), as sent.
  std::vector<std::string> ui_locales{};
  /// As sent; pages are the same for all.
  std::optional<std::string> display{};
  ClaimsRequest claims{};

  [[nodiscard]] bool is_openid() const { return scopes.contains("openid"); }
  bool operator==(const AuthorizationRequest&) const = default;
};

/// Why an authorization request gets a page of ours: nobody may be sent anywhere.
enum class AuthorizationFault {
  unknown_client,  ///< or none, several, or a disabled one
  redirect_uri_missing,
  redirect_uri_repeated,
  redirect_uri_not_registered,
};

/// A refusal that the client hears of.
struct AuthorizationError {
  ReplyTo reply_to;
  OAuthError why;

  bool operator==(const AuthorizationError&) const = default;
};

using AuthorizationRefusal = std::variant<AuthorizationFault, AuthorizationError>;

/// The client that a request names, if it names one.
std::optional<ClientId> named_client(const Parameters& parameters);

/// Reads an authorization request. `client` is the one that it names, as registered; null if there
/// is none. Unknown parameters are ignored; those that more than `max_authorization_parameters`
/// bytes are needed for are refused. The first that applies, in this order:
///
/// | fault                                                        | answer                      |
/// |--------------------------------------------------------------|-----------------------------|
/// | `client_id` absent, repeated, unknown or disabled            | page                        |
/// | `redirect_uri` repeated                                      | page                        |
/// | absent, and not the one registered, or the scope has `openid` | page                       |
/// | not registered                                               | page                        |
/// | a parameter repeated, but `resource`; too many bytes         | invalid_request             |
/// | `request`, `request_uri`, `registration`                     | `…_not_supported`           |
/// | `response_mode` unknown                                      | invalid_request             |
/// | `response_type` absent; other than `code`                    | invalid_request;
/// unsupported_response_type | | the client is not registered for `authorization_code`        |
/// unauthorized_client         | | `scope` absent, malformed, or more than the client may have  |
/// invalid_scope               | | `code_challenge` missing, malformed, of another method than S256
/// | invalid_request         | | `prompt` unknown, or `none` with another                     |
/// invalid_request             | | `max_age` no number of seconds below 2^31                    |
/// invalid_request             | | `claims` unreadable                                          |
/// invalid_request             | | `resource` not the client's                                  |
/// invalid_target              |
///
/// Errors go by `query` if the mode is unknown, and without a state that was repeated.
std::expected<AuthorizationRequest, AuthorizationRefusal> read_authorization_request(
    const Parameters& parameters, const Client* client, const Issuer& issuer);

/// How many bytes of known parameters, names and values, a request may have: they travel through
/// the query of a page.
inline constexpr std::size_t max_authorization_parameters = 5000;

/// Only the parameters that mean something here.
Parameters known_parameters(const Parameters& parameters);

constexpr std::string_view name(ResponseMode mode) {
  return mode == ResponseMode::query ? "query" : "form_post";
}
constexpr std::string_view name(Prompt prompt) {
  switch (prompt) {
    case Prompt::none: return "none";
    case Prompt::login: return "login";
    case Prompt::consent: return "consent";
    case Prompt::select_account: return "select_account";
  }
  std::unreachable();
}
inline constexpr std::array prompts{Prompt::none, Prompt::login, Prompt::consent,
                                    Prompt::select_account};

}  // namespace chancery
