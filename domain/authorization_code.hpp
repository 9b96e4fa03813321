#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/authentication.hpp"
#include "domain/claims_request.hpp"
#include "domain/client.hpp"
#include "domain/oauth_error.hpp"
#include "domain/scopes.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// An authorization code as it is kept (RFC 6749 §4.1.2), and all that it stands for. The code is
/// 256 random bits; nothing that is kept here computes it.
struct AuthorizationCode {
  /// SHA-256 of the code.
  CodeDigest id;
  ClientId client;
  std::string redirect_uri;
  bool redirect_uri_sent = true;
  std::optional<std::string> challenge{};
  Scopes scopes{};
  std::vector<std::string> audiences{};
  std::optional<std::string> nonce{};
  ClaimsRequest claims{};

  UserId user;
  /// The epochs of client and user when it was given.
  std::int64_t client_epoch = 0;
  std::int64_t user_epoch = 0;
  /// The browser session that it was given to; once that has ended it buys nothing. None for one
  /// that an app was given without a browser.
  std::optional<BrowserSessionId> session{};
  Instant authenticated_at{};
  Authentication authentication{};

  Instant expires_at{};
  /// The login it was redeemed for.
  std::optional<FamilyId> login{};
  /// Somebody who could not answer its challenge had it: it buys nothing any more.
  bool burnt = false;

  bool operator==(const AuthorizationCode&) const = default;
};

/// How long a code is kept after its end, so that a second use is noticed.
inline constexpr Lifetime code_memory = std::chrono::minutes(10);

/// What a token request brings with its code.
struct CodePresentation {
  std::optional<std::string> redirect_uri{};
  /// Whether a `code_verifier` came.
  bool has_verifier = false;
  /// SHA-256 of the verifier in base64url, if it has the form of one.
  std::optional<std::string> verifier_digest{};
};

/// Make a login of it, in one conditional step.
struct RedeemCode {
  bool operator==(const RedeemCode&) const = default;
};
/// No tokens, and nothing changes.
struct RefuseCode {
  OAuthError why;

  bool operator==(const RefuseCode&) const = default;
};
/// No tokens, and nobody is to redeem it.
struct BurnCode {
  OAuthError why;

  bool operator==(const BurnCode&) const = default;
};
/// It came a second time: the login that the first gave ends for both.
struct EndLoginOfCode {
  FamilyId login;
  OAuthError why;

  bool operator==(const EndLoginOfCode&) const = default;
};
using CodeDecision = std::variant<RedeemCode, RefuseCode, BurnCode, EndLoginOfCode>;

/// What becomes of a code when `caller` presents it (RFC 6749 §4.1.3, RFC 7636 §4.6, RFC 9700
/// §2.1.1). Total; reads no clock. Every refusal is `invalid_grant`. The first that applies:
///
/// | presented                                                  | decision       |
/// |------------------------------------------------------------|----------------|
/// | by another client (B19)                                    | RefuseCode     |
/// | a second time, however late (B20)                          | EndLoginOfCode |
/// | burnt, or at its end or later (B21)                        | RefuseCode     |
/// | without the redirect URI that was sent, or with another one (B22) | RefuseCode |
/// | with no, a malformed or a wrong verifier for its challenge (B23) | BurnCode |
/// | with a verifier where there is no challenge (B24)          | BurnCode       |
/// | otherwise                                                  | RedeemCode     |
CodeDecision decide_redemption(const AuthorizationCode& code, const Client& caller,
                               const CodePresentation& presentation, Instant now);

}  // namespace chancery
