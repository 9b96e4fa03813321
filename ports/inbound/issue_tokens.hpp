#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/client.hpp"
#include "domain/factor_proof.hpp"
#include "domain/oauth_error.hpp"
#include "domain/scopes.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// RFC 6749 §4.1.3.
struct AuthorizationCodeRequest {
  Secret code;
  std::optional<std::string> redirect_uri{};
  /// RFC 7636 §4.5.
  std::optional<Secret> code_verifier{};
};
/// RFC 6749 §4.4.
struct ClientCredentialsRequest {
  std::optional<Scopes> scopes{};
  std::vector<std::string> resources{};
};
/// RFC 6749 §4.3; first-party clients only.
struct PasswordRequest {
  std::string username;
  Secret password;
  std::optional<Scopes> scopes{};
  std::vector<std::string> resources{};
  /// Whether there must be a refresh token, also when the scope lacks `offline_access`:
  /// `unauthorized_client` then for a client that may not have one.
  bool always_pair = false;
};
/// What a first-party app's user answers to `mfa_required`, or a passkey alone (OfferFactors).
/// Always for a pair with the client's whole scope.
struct FactorRequest {
  std::string challenge;
  FactorProof proof;
};
/// RFC 6749 §6.
struct RefreshTokenRequest {
  Secret refresh_token;
  std::optional<Scopes> scopes{};
  std::vector<std::string> resources{};
};
/// One alternative per grant: a new grant does not compile until it is handled.
using TokenRequest = std::variant<AuthorizationCodeRequest, ClientCredentialsRequest,
                                  PasswordRequest, FactorRequest, RefreshTokenRequest>;

constexpr GrantType grant_of(const AuthorizationCodeRequest&) {
  return GrantType::authorization_code;
}
constexpr GrantType grant_of(const ClientCredentialsRequest&) {
  return GrantType::client_credentials;
}
constexpr GrantType grant_of(const PasswordRequest&) { return GrantType::password; }
/// Who may have logins by password may have those too.
constexpr GrantType grant_of(const FactorRequest&) { return GrantType::password; }
constexpr GrantType grant_of(const RefreshTokenRequest&) { return GrantType::refresh_token; }
constexpr GrantType requested_grant(const TokenRequest& request) {
  return std::visit([](const auto& alternative) { return grant_of(alternative); }, request);
}

struct IssuedRefreshToken {
  Secret token;
  std::uint32_t generation = 0;
  /// `refresh_token_expires_in`: when it ends if it is not used, in seconds from now.
  Lifetime expires_in;
};

/// RFC 6749 §5.1, and what the request log says of it.
struct TokenResponse {
  Secret access_token;
  TokenId access_token_id;
  Lifetime expires_in;
  Scopes scopes;
  std::optional<FamilyId> login{};
  std::optional<UserId> user{};
  std::optional<IssuedRefreshToken> refresh_token{};
  /// OpenID Connect Core §3.1.3.3 and §12.2.
  std::optional<Secret> id_token{};
  /// The refresh token was presented before, and its successor is the one it got then.
  bool replayed = false;
};

/// The token endpoint (RFC 6749 §3.2), for a client that has authenticated. Thread-safe; may throw
/// Unavailable. Whatever it answers with has been committed.
class IssueTokens {
 public:
  virtual ~IssueTokens() = default;
  [[nodiscard]] virtual std::expected<TokenResponse, OAuthError> issue(
      const Client& client, const TokenRequest& request, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
