#pragma once

#include "app/usecases/authorization_flow.hpp"
#include "app/usecases/prove_factor.hpp"
#include "ports/inbound/second_step.hpp"

namespace chancery {

class SecondStep final : public inbound::SecondStep {
 public:
  SecondStep(AuthorizationFlow& flow, BrowserSessions& sessions, ProveFactor& factors,
             outbound::Entropy& entropy)
      : flow_(flow), sessions_(sessions), factors_(factors), entropy_(entropy) {}

  inbound::SecondStepOutcome show(const std::string& interaction, const std::string& challenge,
                                  const inbound::Browser& browser) override;
  inbound::SecondStepOutcome submit(const Answer& answer, const inbound::Browser& browser,
                                    const inbound::RequestContext& context) override;

 private:
  [[nodiscard]] inbound::SecondStepOutcome page(const AuthorizationFlow::LoginGoal& goal,
                                                const std::string& interaction,
                                                const std::string& challenge,
                                                const inbound::Browser& browser);
  /// Whether the browser's session is still the one that has proved the first factor, if it was
  /// one.
  [[nodiscard]] bool is_still_signed_in(const Challenge& challenge,
                                        const inbound::Browser& browser);

  AuthorizationFlow& flow_;
  BrowserSessions& sessions_;
  ProveFactor& factors_;
  outbound::Entropy& entropy_;
};

}  // namespace chancery
