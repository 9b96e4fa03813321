#pragma once

#include "app/usecases/authorization_flow.hpp"
#include "app/usecases/browser_sessions.hpp"
#include "app/usecases/challenges.hpp"
#include "ports/inbound/manage_consents.hpp"
#include "ports/inbound/manage_sessions.hpp"
#include "ports/inbound/own_account.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/second_factor_store.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class OwnAccount final : public inbound::OwnAccount {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::SecondFactorStore& factors;
    outbound::Entropy& entropy;
  };
  /// What the account is managed by, whoever asks.
  struct Managers {
    inbound::ManageAccount& account;
    inbound::ManageSessions& sessions;
    inbound::ManageConsents& consents;
  };

  OwnAccount(AuthorizationFlow& flow, BrowserSessions& sessions, const Challenges& challenges,
             Managers managers, Ports ports)
      : flow_(flow),
        sessions_(sessions),
        challenges_(challenges),
        managers_(managers),
        ports_(ports) {}

  inbound::AccountResult<inbound::AccountOverview> show(const inbound::Browser& browser) override;
  inbound::AccountResult<inbound::AccountLogins> logins(const inbound::Browser& browser) override;
  inbound::AccountResult<inbound::AccountApps> apps(const inbound::Browser& browser) override;
  inbound::AccountResult<inbound::AccountChanged> change(
      const inbound::Browser& browser, const inbound::AccountChange& change,
      const inbound::RequestContext& context) override;
  inbound::AccountResult<std::optional<inbound::RenewedSession>> change_password(
      const inbound::Browser& browser, const Passwords& passwords,
      const inbound::RequestContext& context) override;
  inbound::AccountResult<bool> end_login(const inbound::Browser& browser, const FamilyId& login,
                                         const inbound::RequestContext& context) override;
  inbound::AccountResult<std::optional<inbound::RenewedSession>> end_others(
      const inbound::Browser& browser, const inbound::RequestContext& context) override;
  inbound::AccountResult<bool> disconnect(const inbound::Browser& browser, const ClientId& client,
                                          const inbound::RequestContext& context) override;
  std::optional<inbound::RenewedSession> step_up(const inbound::Browser& browser,
                                                 const std::string& proof,
                                                 const inbound::RequestContext& context) override;
  inbound::AccountResult<void> remove(const inbound::Browser& browser, const Secret& password,
                                      const inbound::RequestContext& context) override;

 private:
  /// Whoever the browser is logged in as, or the login that comes first.
  [[nodiscard]] std::expected<SignedInUser, inbound::AccountFault> owner(
      const inbound::Browser& browser);
  [[nodiscard]] std::vector<UserSession> all_logins(const UserId& user);
  /// The browser's session again once the user's logins have ended by one step of the epoch; not if
  /// somebody else has ended them too.
  [[nodiscard]] std::optional<inbound::RenewedSession> renewed(
      const SignedInUser& before, const inbound::Browser& browser,
      const inbound::RequestContext& context);

  AuthorizationFlow& flow_;
  BrowserSessions& sessions_;
  const Challenges& challenges_;
  Managers managers_;
  Ports ports_;
};

}  // namespace chancery
