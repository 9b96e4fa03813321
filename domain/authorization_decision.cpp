#include "domain/authorization_decision.hpp"

#include <algorithm>

namespace chancery {
namespace {

bool is_known(std::string_view acr) {
  return std::ranges::find(acr_values, acr) != acr_values.end();
}

/// The values of an `acr` that is asked for as essential (OpenID Connect Core §5.5.1.1).
std::vector<std::string> essential_acrs(const AuthorizationRequest& request) {
  const auto acr = request.claims.id_token.find("acr");
  if (acr == request.claims.id_token.end() || !acr->second.essential) return {};
  return acr->second.values;
}

/// The classes of ours one of which the login must have; empty if any will do.
std::vector<std::string> wanted_acrs(const AuthorizationRequest& request) {
  auto wanted = essential_acrs(request);
  if (wanted.empty()) wanted = request.acr_values;
  std::erase_if(wanted, [](const auto& acr) { return !is_known(acr); });
  return wanted;
}

/// Whether an `acr` is essential that no login here has.
bool wants_another_acr(const AuthorizationRequest& request) {
  return !essential_acrs(request).empty() && wanted_acrs(request).empty();
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

/// What is still to be done about the second factor; nothing if nothing is.
std::optional<AuthorizationDecision> factor_or_refusal(const AuthorizationSituation& situation) {
  const auto& request = situation.request;
  if (is_at_least(situation.session->authentication.acr, two_factor_acr)) return std::nullopt;
  if (situation.has_second_factor) {
    if (!is_silent(request)) return AskFactor{};
    return RefuseAuthorization{
        {OAuthErrorCode::login_required, "the user is to prove a second factor"}};
  }
  if (!wants_two_factors(request)) return std::nullopt;
  return RefuseAuthorization{
      {OAuthErrorCode::unmet_authentication_requirements, "the user has no second factor"}};
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
  if (auto step = factor_or_refusal(situation)) return *std::move(step);
  auto wanted = wanted_consent(request);
  if (has_consent(situation, wanted)) return IssueCode{};
  if (is_silent(request)) {
    return RefuseAuthorization{
        {OAuthErrorCode::consent_required, "the user has not allowed all of it yet"}};
  }
  return AskConsent{std::move(wanted)};
}

bool wants_two_factors(const AuthorizationRequest& request) {
  const auto wanted = wanted_acrs(request);
  return !wanted.empty() && std::ranges::none_of(wanted, [](const auto& acr) {
    return is_at_least(one_factor_acr, acr);
  });
}

std::string answered_acr(const AuthorizationRequest& request, const std::string& acr) {
  const auto wanted = wanted_acrs(request);
  const auto meets = [&](const auto& value) { return is_at_least(acr, value); };
  if (std::ranges::find(wanted, acr) != wanted.end()) return acr;
  const auto weaker = std::ranges::find_if(wanted, meets);
  return weaker != wanted.end() ? *weaker : acr;
}

}  // namespace chancery
