#include "domain/authorization_decision.hpp"

#include <algorithm>

namespace chancery {
namespace {

/// Whether an `acr` is asked for as essential that no login here has (OpenID Connect Core
/// §5.5.1.1).
bool wants_another_acr(const AuthorizationRequest& request) {
  const auto acr = request.claims.id_token.find("acr");
  if (acr == request.claims.id_token.end() || !acr->second.essential) return false;
  const auto& values = acr->second.values;
  return !values.empty() && std::ranges::find(values, one_factor_acr) == values.end();
}

bool is_silent(const AuthorizationRequest& request) {
  return request.prompts.contains(Prompt::none);
}

AuthorizationDecision login_or_refusal(const AuthorizationRequest& request, const char* why) {
  if (!is_silent(request)) return AskLogin{};
  return RefuseAuthorization{{OAuthErrorCode::login_required, why}};
}

bool has_consent(const AuthorizationSituation& situation, const WantedConsent& wanted) {
  if (situation.client.first_party) return true;
  const auto& consent = situation.consent;
  if (!consent || !covers(*consent, situation.client, wanted)) return false;
  return situation.has_just_allowed || !situation.request.prompts.contains(Prompt::consent);
}

/// Whether the user has logged in for this request.
bool is_of_this_request(const AuthorizationSituation& situation) {
  const auto& session = *situation.session;
  return session.id != situation.began_with && session.authenticated_at >= situation.began_at;
}

/// Whether the login is young enough for the request.
bool is_fresh_enough(const AuthorizationSituation& situation, Instant now) {
  if (is_of_this_request(situation)) return true;
  const auto& request = situation.request;
  if (request.prompts.contains(Prompt::login)) return false;
  if (request.prompts.contains(Prompt::select_account)) return false;
  return !request.max_age || now < situation.session->authenticated_at + *request.max_age;
}

}  // namespace

AuthorizationDecision decide_authorization(const AuthorizationSituation& situation, Instant now) {
  const auto& request = situation.request;
  if (wants_another_acr(request)) {
    return RefuseAuthorization{{OAuthErrorCode::unmet_authentication_requirements,
                                "no login here has the acr that is essential"}};
  }
  if (!situation.session) return login_or_refusal(request, "the user is not logged in");
  if (!is_fresh_enough(situation, now)) {
    return login_or_refusal(request, "the login is too old");
  }
  if (!situation.is_whom_it_names) {
    if (!is_of_this_request(situation)) {
      return login_or_refusal(request, "another user is logged in");
    }
    return RefuseAuthorization{{OAuthErrorCode::login_required, "another user logged in"}};
  }
  auto wanted = wanted_consent(request);
  if (has_consent(situation, wanted)) return IssueCode{};
  if (is_silent(request)) {
    return RefuseAuthorization{
        {OAuthErrorCode::consent_required, "the user has not allowed all of it yet"}};
  }
  return AskConsent{std::move(wanted)};
}

}  // namespace chancery
