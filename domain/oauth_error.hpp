#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace chancery {

/// The error codes of RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7009 §2.2.1, RFC 8707 §2 and
/// OpenID Connect Core §3.1.2.6; `insufficient_authorization`, `invalid_session` and
/// `redirect_to_web` are those of OAuth 2.0 for First-Party Applications, `mfa_required` our own,
/// as others have it too.
enum class OAuthErrorCode {
  access_denied,
  consent_required,
  interaction_required,
  invalid_client,
  invalid_grant,
  invalid_request,
  invalid_scope,
  invalid_session,
  invalid_target,
  invalid_token,
  insufficient_authorization,
  insufficient_scope,
  login_required,
  mfa_required,
  redirect_to_web,
  registration_not_supported,
  request_not_supported,
  request_uri_not_supported,
  unauthorized_client,
  unmet_authentication_requirements,
  unsupported_grant_type,
  unsupported_response_type,
  unsupported_token_type,
};

/// An answer the protocol has a word for. `code` goes to the client; `detail` goes to the log and
/// never leaves the server, but holds no secret either.
struct OAuthError {
  OAuthErrorCode code;
  std::string detail;
  /// Too many attempts: none will be looked at before (RFC 6585 §4).
  std::optional<std::chrono::seconds> retry_after{};
  /// The password was right, but its account may not log in before its address is confirmed.
  bool email_not_verified = false;
  /// With `mfa_required`: what the client is to answer (`inbound::OfferFactors`).
  std::string challenge{};

  bool operator==(const OAuthError&) const = default;
};

inline OAuthError invalid_client(std::string detail) {
  return {OAuthErrorCode::invalid_client, std::move(detail)};
}
inline OAuthError invalid_grant(std::string detail) {
  return {OAuthErrorCode::invalid_grant, std::move(detail)};
}
/// The answer to a guess that was not looked at.
inline OAuthError too_many_attempts(std::chrono::seconds retry_after) {
  OAuthError error{OAuthErrorCode::invalid_grant, "too_many_attempts"};
  error.retry_after = retry_after;
  return error;
}
/// The answer to a right proof of an account whose address is to be confirmed first.
inline OAuthError email_not_verified() {
  OAuthError error{OAuthErrorCode::invalid_grant, "email_not_verified"};
  error.email_not_verified = true;
  return error;
}
inline OAuthError invalid_request(std::string detail) {
  return {OAuthErrorCode::invalid_request, std::move(detail)};
}
inline OAuthError invalid_scope(std::string detail) {
  return {OAuthErrorCode::invalid_scope, std::move(detail)};
}
inline OAuthError invalid_target(std::string detail) {
  return {OAuthErrorCode::invalid_target, std::move(detail)};
}
inline OAuthError invalid_token(std::string detail) {
  return {OAuthErrorCode::invalid_token, std::move(detail)};
}
inline OAuthError unauthorized_client(std::string detail) {
  return {OAuthErrorCode::unauthorized_client, std::move(detail)};
}

/// The code as it is written on the wire.
constexpr std::string_view name(OAuthErrorCode code) {
  using enum OAuthErrorCode;
  switch (code) {
    case access_denied: return "access_denied";
    case consent_required: return "consent_required";
    case interaction_required: return "interaction_required";
    case invalid_client: return "invalid_client";
    case invalid_grant: return "invalid_grant";
    case invalid_request: return "invalid_request";
    case invalid_scope: return "invalid_scope";
    case invalid_session: return "invalid_session";
    case invalid_target: return "invalid_target";
    case invalid_token: return "invalid_token";
    case insufficient_authorization: return "insufficient_authorization";
    case insufficient_scope: return "insufficient_scope";
    case login_required: return "login_required";
    case mfa_required: return "mfa_required";
    case redirect_to_web: return "redirect_to_web";
    case registration_not_supported: return "registration_not_supported";
    case request_not_supported: return "request_not_supported";
    case request_uri_not_supported: return "request_uri_not_supported";
    case unauthorized_client: return "unauthorized_client";
    case unmet_authentication_requirements: return "unmet_authentication_requirements";
    case unsupported_grant_type: return "unsupported_grant_type";
    case unsupported_response_type: return "unsupported_response_type";
    case unsupported_token_type: return "unsupported_token_type";
  }
  std::unreachable();
}

}  // namespace chancery
