#pragma once

#include "app/usecases/authorization_flow.hpp"
#include "ports/inbound/authorize.hpp"

namespace chancery {

class Authorize final : public inbound::Authorize {
 public:
  Authorize(AuthorizationFlow& flow, outbound::Entropy& entropy, const outbound::Clock& clock)
      : flow_(flow), entropy_(entropy), clock_(clock) {}

  inbound::AuthorizationAnswer begin(const Parameters& parameters, const inbound::Browser& browser,
                                     const inbound::RequestContext& context) override;
  inbound::AuthorizationAnswer proceed(const std::string& interaction,
                                       const inbound::Browser& browser,
                                       const inbound::RequestContext& context) override;

 private:
  AuthorizationFlow& flow_;
  outbound::Entropy& entropy_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
