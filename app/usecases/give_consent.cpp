#include "app/usecases/give_consent.hpp"

namespace chancery {

inbound::AuthorizationAnswer GiveConsent::allow(const std::string& interaction,
                                                const inbound::Browser& browser,
                                                const inbound::RequestContext& context) {
  const auto authorization = flow_.open(interaction, browser);
  if (!authorization) return {authorization.error()};
  auto standing = flow_.judge(*authorization, browser);
  if (const auto* ask = std::get_if<AskConsent>(&standing.decision)) {
    remember(*authorization, standing, ask->wanted, context);
    standing = flow_.judge_allowed(*authorization, browser);
  }
  return {flow_.step(*authorization, standing, *browser.id)};
}

inbound::AuthorizationStep GiveConsent::deny(const std::string& interaction,
                                             const inbound::Browser& browser) {
  const auto authorization = flow_.open(interaction, browser);
  return authorization ? flow_.deny(*authorization) : authorization.error();
}

void GiveConsent::remember(const Authorization& authorization,
                           const AuthorizationFlow::Standing& standing, const WantedConsent& wanted,
                           const inbound::RequestContext& context) {
  const auto& client = authorization.client;
  const auto now = clock_.now();
  auto consent = standing.consent && standing.consent->given_at >= client.created_at
                     ? *standing.consent
                     : Consent{.user = standing.user->user.id, .client = client.id};
  consents_.give(widened(std::move(consent), wanted, now), {.type = AuditType::consent_given,
                                                            .at = now,
                                                            .user = standing.user->user.id,
                                                            .client = client.id,
                                                            .origin = context.origin,
                                                            .request_id = context.request_id});
}

}  // namespace chancery
