#include "domain/consent.hpp"

#include <algorithm>

#include "domain/standard_claims.hpp"

namespace chancery {

WantedConsent wanted_consent(const AuthorizationRequest& request) {
  WantedConsent wanted{.scopes = request.scopes};
  for (const auto* members : {&request.claims.id_token, &request.claims.userinfo}) {
    for (const auto& [name, claim] : *members) {
      const auto* const standard = find_standard_claim(name);
      if (standard != nullptr && !request.scopes.contains(standard->scope)) {
        wanted.claims.insert(name);
      }
    }
  }
  return wanted;
}

bool covers(const Consent& consent, const Client& client, const WantedConsent& wanted) {
  return consent.given_at >= client.created_at && consent.scopes.covers(wanted.scopes) &&
         std::ranges::includes(consent.claims, wanted.claims);
}

Consent widened(Consent consent, const WantedConsent& wanted, Instant now) {
  for (const auto& scope : wanted.scopes.tokens()) consent.scopes.insert(scope);
  consent.claims.insert(wanted.claims.begin(), wanted.claims.end());
  consent.given_at = now;
  return consent;
}

}  // namespace chancery
