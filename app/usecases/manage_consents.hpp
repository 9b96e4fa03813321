#pragma once

#include "ports/inbound/manage_consents.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/consent_store.hpp"

namespace chancery {

class ManageConsents final : public inbound::ManageConsents {
 public:
  struct Ports {
    outbound::ConsentStore& consents;
    outbound::ClientStore& clients;
  };

  ManageConsents(Ports ports, const outbound::Clock& clock) : ports_(ports), clock_(clock) {}

  std::vector<inbound::GivenConsent> list(const UserId& user) override;
  bool revoke(const UserId& user, const ClientId& client,
              const inbound::RequestContext& context) override;

 private:
  [[nodiscard]] std::string name_of(const ClientId& id);

  Ports ports_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
