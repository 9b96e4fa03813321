#include "domain/authorization_code.hpp"

#include "domain/code_challenge.hpp"

namespace chancery {
namespace {

/// Whether the redirect URI is repeated as it was sent. One that was not sent may be named all the
/// same.
bool repeats_redirect_uri(const AuthorizationCode& code, const CodePresentation& presentation) {
  if (!presentation.redirect_uri) return !code.redirect_uri_sent;
  return *presentation.redirect_uri == code.redirect_uri;
}

}  // namespace

CodeDecision decide_redemption(const AuthorizationCode& code, const Client& caller,
                               const CodePresentation& presentation, Instant now) {
  if (code.client != caller.id) {
    return RefuseCode{invalid_grant("the code was issued to another client")};
  }
  if (code.login) {
    return EndLoginOfCode{*code.login, invalid_grant("the code was used a second time")};
  }
  if (code.burnt) return RefuseCode{invalid_grant("the code was presented wrongly before")};
  if (now >= code.expires_at) return RefuseCode{invalid_grant("the code has expired")};
  if (!repeats_redirect_uri(code, presentation)) {
    return RefuseCode{invalid_grant("the redirect_uri is not the one of the request")};
  }
  if (!code.challenge) {
    if (!presentation.has_verifier) return RedeemCode{};
    return BurnCode{invalid_grant("there is a verifier, but there was no challenge")};
  }
  if (!presentation.has_verifier) return BurnCode{invalid_grant("the verifier is missing")};
  if (!presentation.verifier_digest ||
      !answers_challenge(*code.challenge, *presentation.verifier_digest)) {
    return BurnCode{invalid_grant("the verifier is wrong")};
  }
  return RedeemCode{};
}

}  // namespace chancery
