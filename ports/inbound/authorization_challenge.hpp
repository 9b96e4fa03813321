#pragma once

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
#include "ports/inbound/factor_offer.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// Nothing yet: the app asks what its user may prove.
struct NoProof {};
/// A login name and the password.
struct PasswordProof {
  std::string username;
  Secret password;
};
/// One proof a request. A factor answers the `auth_session` that asked for it.
using ChallengeProof = std::variant<NoProof, PasswordProof, FactorProof>;

/// What a first-party app sends (OAuth 2.0 for First-Party Applications §5.1).
struct ChallengeRequest {
  /// From the answer before; nothing with the first request.
  std::optional<std::string> auth_session{};
  /// What is asked for. The first request says it; later ones may leave out any of it, and what
  /// they repeat must be the same.
  std::optional<std::string> code_challenge{};
  std::optional<std::string> code_challenge_method{};
  std::optional<Scopes> scopes{};
  std::optional<std::vector<std::string>> acr_values{};
  std::optional<std::vector<std::string>> resources{};
  std::optional<std::string> nonce{};
  ChallengeProof proof{};
};

/// An authorization code, for the token endpoint.
struct ChallengeMet {
  Secret code;
  UserId user;
};
/// `insufficient_authorization`: more is to be proved.
struct MoreNeeded {
  /// To be sent with the next request, within `challenge_lifetime`.
  std::string auth_session;
  /// Whether login name and password will do.
  bool password = false;
  bool totp = false;
  bool recovery_code = false;
  std::optional<PasskeyRequest> passkey{};
};
/// `unauthorized_client`, `invalid_request`, `invalid_scope`, `invalid_target`; `invalid_session`
/// for a session that is another's, too old, or for other terms; `invalid_grant` for whatever is
/// wrong, whoever it is of (attack B80), with `retry_after` if nothing was looked at;
/// `unmet_authentication_requirements` for who cannot prove as much as `acr_values` want;
/// `redirect_to_web` for who can go on in a browser only.
using ChallengeAnswer = std::variant<ChallengeMet, MoreNeeded, OAuthError>;

/// The authorization challenge endpoint, for a client that has authenticated: an app that asks its
/// user itself, where a browser would do. For first-party clients that are registered for codes.
/// Nothing is stored before the code is. Thread-safe; may throw Unavailable.
class AuthorizationChallenge {
 public:
  virtual ~AuthorizationChallenge() = default;
  [[nodiscard]] virtual ChallengeAnswer answer(const Client& client,
                                               const ChallengeRequest& request,
                                               const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
