#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/oauth_error.hpp"
#include "domain/scopes.hpp"
#include "domain/secret.hpp"
#include "domain/signature_algorithm.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"
#include "domain/user_claims.hpp"

namespace chancery {

/// `token_endpoint_auth_method` of RFC 7591 §2. A client uses the one it is registered with and no
/// other.
enum class ClientAuthMethod { none, client_secret_basic, client_secret_post };

/// `grant_types` of RFC 7591 §2.
enum class GrantType { authorization_code, client_credentials, password, refresh_token };
inline constexpr std::array grant_types{GrantType::authorization_code,
                                        GrantType::client_credentials, GrantType::password,
                                        GrantType::refresh_token};

/// `subject_type` of OpenID Connect Dynamic Client Registration §2: whether all clients know a user
/// by one `sub`, or those of each sector by another (OpenID Connect Core §8).
enum class SubjectType { public_, pairwise };

/// What is kept of a client secret: an HMAC-SHA-256 under a sealed key. Client secrets are long
/// random values, so no slow hash is needed.
struct ClientSecretDigest {
  KeyId key;
  std::string mac;  ///< base64url

  bool operator==(const ClientSecretDigest&) const = default;
};

/// An OAuth client's registration (RFC 7591 §2, and what Chancery adds).
struct Client {
  ClientId id;
  std::string name{};
  ClientAuthMethod auth_method = ClientAuthMethod::client_secret_basic;
  /// Present exactly when `auth_method` is not `none`.
  std::optional<ClientSecretDigest> secret{};
  std::set<GrantType> grants{};
  Scopes scopes{};
  /// `aud` of the access tokens, and what `resource` may name (RFC 8707).
  std::vector<std::string> audiences{};
  /// Audiences whose tokens this client may introspect besides its own.
  std::vector<std::string> introspects{};
  std::vector<std::string> redirect_uris{};
  /// Where the browser may be sent after a logout (OpenID Connect RP-Initiated Logout §3.1).
  std::vector<std::string> post_logout_redirect_uris{};
  /// Whether an authorization request must bring a `code_challenge` (RFC 7636).
  bool require_pkce = true;
  /// One of the operator's own apps: may use the password grant and the first-party API.
  bool first_party = false;
  /// What access tokens are signed with (RFC 9068 §2.1).
  SignatureAlgorithm access_token_alg = SignatureAlgorithm::ES256;
  /// `id_token_signed_response_alg` and `userinfo_signed_response_alg` of OpenID Connect Dynamic
  /// Client Registration §2; without the second, userinfo answers plain JSON.
  SignatureAlgorithm id_token_alg = SignatureAlgorithm::RS256;
  std::optional<SignatureAlgorithm> userinfo_alg{};
  SubjectType subject_type = SubjectType::public_;
  /// The host that stands for all clients of one sector; see `sector`.
  std::optional<std::string> sector_identifier{};
  /// Where logout tokens are sent (OpenID Connect Back-Channel Logout §2.2), and whether the client
  /// needs their `sid`.
  std::optional<std::string> backchannel_logout_uri{};
  bool backchannel_logout_session_required = false;
  /// Which claims of its users it gets besides those that scopes ask for, and where.
  ReleasedClaims released_claims{};
  // What people are shown of the client (RFC 7591 §2).
  std::optional<std::string> client_uri{};
  std::optional<std::string> logo_uri{};
  std::optional<std::string> policy_uri{};
  std::optional<std::string> tos_uri{};
  bool disabled = false;
  /// A login remembers the epoch of its client; another epoch has ended it. Starts at a random
  /// value, so a client that is made anew under an old id revives no login.
  std::int64_t epoch = 0;
  /// Access tokens issued before have ended: those of the time before the client was disabled, and
  /// those of another client that had the id.
  Instant tokens_not_before{};
  /// Counts updates; an update is conditional on it.
  std::int64_t version = 0;
  Instant created_at{};
  Instant updated_at{};

  [[nodiscard]] bool is_public() const { return auth_method == ClientAuthMethod::none; }
  bool operator==(const Client&) const = default;
};

constexpr std::string_view name(ClientAuthMethod method) {
  using enum ClientAuthMethod;
  switch (method) {
    case none: return "none";
    case client_secret_basic: return "client_secret_basic";
    case client_secret_post: return "client_secret_post";
  }
  std::unreachable();
}
constexpr std::string_view name(GrantType grant) {
  using enum GrantType;
  switch (grant) {
    case authorization_code: return "authorization_code";
    case client_credentials: return "client_credentials";
    case password: return "password";
    case refresh_token: return "refresh_token";
  }
  std::unreachable();
}
constexpr std::string_view name(SubjectType type) {
  switch (type) {
    case SubjectType::public_: return "public";
    case SubjectType::pairwise: return "pairwise";
  }
  std::unreachable();
}
std::optional<ClientAuthMethod> parse_client_auth_method(std::string_view text);
std::optional<GrantType> parse_grant_type(std::string_view text);
std::optional<SubjectType> parse_subject_type(std::string_view text);

/// Why a registration cannot be accepted: the field's name as RFC 7591 and OpenID Connect Dynamic
/// Client Registration spell it, and what to do.
struct ClientProblem {
  std::string field;
  std::string message;

  bool operator==(const ClientProblem&) const = default;
};

/// Whether `text` may be a client's id: 1 to 128 of `[A-Za-z0-9._~-]`.
bool is_client_id(std::string_view text);

/// Everything that is wrong with a registration; empty when it may be stored.
std::vector<ClientProblem> problems(const Client& client);

/// Whether `text` may be registered as a redirect URI, be it of an answer or after a logout:
/// absolute, https, or http on a loopback host, or of an app's private scheme; without fragment,
/// user-info or wildcard (RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §2.1).
bool is_redirect_uri(std::string_view text);

/// Whose users' pairwise subjects are the same as this client's (OpenID Connect Core §8.1): the
/// `sector_identifier`, else the one host of all redirect URIs. Nothing when there is neither.
std::optional<std::string> sector(const Client& client);

/// The web origin (RFC 6454 §4) of an http or https redirect URI; nothing for other schemes.
std::optional<std::string> web_origin(std::string_view redirect_uri);

/// Client secrets given by hand have at least this many characters.
inline constexpr std::size_t min_client_secret_length = 32;

/// What is wrong with a client secret chosen by hand, in words; nothing when it may be used.
/// Refused are short ones and ones with next to no variety (RFC 9700 §2.5, attack B101).
std::optional<std::string> weakness(const Secret& client_secret);

/// The scopes a token will carry: all the client's when none is asked for, else what was asked.
/// `invalid_scope` when the client lacks one (RFC 6749 §3.3).
std::expected<Scopes, OAuthError> granted_scopes(const Client& client,
                                                 const std::optional<Scopes>& requested);

/// The same registration as seen after the client was switched off or on: switching off moves the
/// epoch and `tokens_not_before`, which ends every login and every token of the client for good.
/// Switching on moves `tokens_not_before` up to `now`: what was issued before stays ended also if
/// the clock of the node that issued it was ahead, by no more than the client was off.
Client disabled(Client client, Instant now);
Client enabled(Client client, Instant now);
/// The same after every login at it was ended; tokens that belong to no login stay.
Client logged_out_everywhere(Client client, Instant now);

}  // namespace chancery
