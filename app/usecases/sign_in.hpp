#pragma once

#include "app/usecases/authorization_flow.hpp"
#include "app/usecases/prove_factor.hpp"
#include "app/usecases/prove_password.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery {

class SignIn final : public inbound::SignIn {
 public:
  SignIn(AuthorizationFlow& flow, BrowserSessions& sessions, ProvePassword proof,
         ProveFactor& factors, outbound::Entropy& entropy)
      : flow_(flow), sessions_(sessions), proof_(proof), factors_(factors), entropy_(entropy) {}

  std::expected<inbound::LoginPage, inbound::PageFault> show(
      const std::string& interaction, const inbound::Browser& browser) override;
  inbound::SignInOutcome submit(const Attempt& attempt, const inbound::Browser& browser,
                                const inbound::RequestContext& context) override;
  inbound::SignInOutcome submit_passkey(const PasskeyAttempt& attempt,
                                        const inbound::Browser& browser,
                                        const inbound::RequestContext& context) override;
  inbound::AuthorizationStep cancel(const std::string& interaction,
                                    const inbound::Browser& browser) override;

 private:
  [[nodiscard]] inbound::LoginPage page(const AuthorizationFlow::LoginGoal& goal,
                                        const std::string& interaction,
                                        const inbound::Browser& browser);

  AuthorizationFlow& flow_;
  BrowserSessions& sessions_;
  ProvePassword proof_;
  ProveFactor& factors_;
  outbound::Entropy& entropy_;
};

/// A request that has become wrong while the user sat before a page: the app may start again.
[[nodiscard]] inbound::PageFault fault_of(const inbound::AuthorizationStep& step);

/// What somebody signed in for.
struct SignInFor {
  std::string interaction;
  bool own_account = false;
};

/// What a browser is given whose user has proved enough. `device` is what it is known by from now
/// on.
[[nodiscard]] inbound::SignedIn signed_in(BrowserSessions& sessions,
                                          const BrowserSessions::Proof& proof,
                                          const SignInFor& wanted, const inbound::Browser& browser,
                                          const Secret& device,
                                          const inbound::RequestContext& context);

}  // namespace chancery
