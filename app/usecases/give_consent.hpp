#pragma once

#include "app/usecases/authorization_flow.hpp"
#include "ports/inbound/give_consent.hpp"

namespace chancery {

class GiveConsent final : public inbound::GiveConsent {
 public:
  GiveConsent(AuthorizationFlow& flow, outbound::ConsentStore& consents,
              const outbound::Clock& clock)
      : flow_(flow), consents_(consents), clock_(clock) {}

  inbound::AuthorizationAnswer allow(const std::string& interaction,
                                     const inbound::Browser& browser,
                                     const inbound::RequestContext& context) override;
  inbound::AuthorizationStep deny(const std::string& interaction,
                                  const inbound::Browser& browser) override;

 private:
  void remember(const Authorization& authorization, const AuthorizationFlow::Standing& standing,
                const WantedConsent& wanted, const inbound::RequestContext& context);

  AuthorizationFlow& flow_;
  outbound::ConsentStore& consents_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
