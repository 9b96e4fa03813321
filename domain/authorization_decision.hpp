#pragma once

#include <optional>
#include <variant>

#include "domain/authorization_request.hpp"
#include "domain/browser_session.hpp"
#include "domain/client.hpp"
#include "domain/consent.hpp"
#include "domain/oauth_error.hpp"
#include "domain/time.hpp"

namespace chancery {

/// The user is to prove who they are.
struct AskLogin {
  bool operator==(const AskLogin&) const = default;
};
/// The user, who is logged in, is to prove a second factor too.
struct AskFactor {
  bool operator==(const AskFactor&) const = default;
};
/// The user is to allow the client what it wants.
struct AskConsent {
  WantedConsent wanted;

  bool operator==(const AskConsent&) const = default;
};
/// Nothing is left to ask.
struct IssueCode {
  bool operator==(const IssueCode&) const = default;
};
/// The client gets an error, and the user is not asked.
struct RefuseAuthorization {
  OAuthError why;

  bool operator==(const RefuseAuthorization&) const = default;
};
using AuthorizationDecision =
    std::variant<AskLogin, AskFactor, AskConsent, IssueCode, RefuseAuthorization>;

/// What the next step of an authorization request depends on.
struct AuthorizationSituation {
  const AuthorizationRequest& request;
  const Client& client;
  /// The browser's session; none unless it is live and its user is the one of its epoch.
  std::optional<BrowserSession> session{};
  /// Whether the session's user has a second factor; not asked of a session that was proved by
  /// two.
  bool has_second_factor = false;
  /// Whether the session's user is whom `id_token_hint`, or a value asked of the claim `sub`,
  /// names; true when nobody is named.
  bool is_whom_it_names = true;
  /// What the session's user has allowed the client before.
  std::optional<Consent> consent{};
  /// Whether the user has said yes to this very request, by the step that asks now.
  bool has_just_allowed = false;
  /// When the browser came with the request; later steps of it know no other.
  Instant began_at{};
  /// The session that the browser had then: none of this request's logins.
  std::optional<BrowserSessionId> began_with{};
};

/// What is to happen next (OpenID Connect Core §3.1.2). Total; reads no clock.
///
/// - `prompt` `login` and `select_account` want a login since the request began; `max_age` one that
///   is younger, or since then (B12).
/// - Who signed in for this request and is not whom it names is refused: `login_required`.
/// - First-party clients are asked about no consent; for the others it must cover what is wanted,
///   and with `prompt=consent` the user says yes to this request, whatever was allowed before.
/// - With `prompt=none` what would ask is `login_required` or `consent_required` instead.
/// - Who has a second factor proves it, whatever is asked for. An essential `acr`, and `acr_values`
///   that we know, want a login of that class or of a stronger one (RFC 9470 §5). What cannot be
///   met, be it for want of a second factor, is `unmet_authentication_requirements`; values of
///   `acr_values` that nobody here knows are wishes (OpenID Connect Core §3.1.2.1).
AuthorizationDecision decide_authorization(const AuthorizationSituation& situation, Instant now);

/// Whether `acr_values` that we know, or an essential `acr`, rule out a login of one factor.
bool wants_two_factors(const AuthorizationRequest& request);

/// The `acr` that the client is told of a login: the one it has, or the weaker one that was asked
/// for.
std::string answered_acr(const AuthorizationRequest& request, const std::string& acr);

}  // namespace chancery
