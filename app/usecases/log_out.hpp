#pragma once

#include "app/usecases/browser_sessions.hpp"
#include "domain/logout_request.hpp"
#include "ports/inbound/log_out.hpp"
#include "ports/outbound/id_token_signer.hpp"

namespace chancery {

class LogOut final : public inbound::LogOut {
 public:
  struct Ports {
    outbound::ClientStore& clients;
    outbound::IdTokenSigner& id_tokens;
  };

  LogOut(Ports ports, BrowserSessions& sessions, Issuer issuer)
      : ports_(ports), sessions_(sessions), issuer_(std::move(issuer)) {}

  inbound::LogoutStep begin(const Parameters& parameters, const inbound::Browser& browser,
                            const inbound::RequestContext& context) override;
  inbound::LoggedOut confirm(const Parameters& parameters, const inbound::Browser& browser,
                             const inbound::RequestContext& context) override;

 private:
  /// Fills in what the hint says; the session is the caller's.
  void read_hint_into(LogoutSituation& situation);
  [[nodiscard]] std::optional<SignedInUser> look_at_session(LogoutSituation& situation,
                                                            const inbound::Browser& browser);

  Ports ports_;
  BrowserSessions& sessions_;
  Issuer issuer_;
};

}  // namespace chancery
