#pragma once

#include "app/usecases/authorization_flow.hpp"
#include "app/usecases/prove_password.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery {

class SignIn final : public inbound::SignIn {
 public:
  SignIn(AuthorizationFlow& flow, BrowserSessions& sessions, ProvePassword proof)
      : flow_(flow), sessions_(sessions), proof_(proof) {}

  std::expected<inbound::LoginPage, inbound::PageFault> show(
      const std::string& interaction, const inbound::Browser& browser) override;
  inbound::SignInOutcome submit(const Attempt& attempt, const inbound::Browser& browser,
                                const inbound::RequestContext& context) override;
  inbound::AuthorizationStep cancel(const std::string& interaction,
                                    const inbound::Browser& browser) override;

 private:
  AuthorizationFlow& flow_;
  BrowserSessions& sessions_;
  ProvePassword proof_;
};

}  // namespace chancery
