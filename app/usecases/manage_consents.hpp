#pragma once

#include "ports/inbound/manage_consents.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/consent_store.hpp"

namespace chancery {

class ManageConsents final : public inbound::ManageConsents {
 public:
  ManageConsents(outbound::ConsentStore& consents, const outbound::Clock& clock)
      : consents_(consents), clock_(clock) {}

  std::vector<Consent> list(const UserId& user) override { return consents_.list(user); }

  bool revoke(const UserId& user, const ClientId& client,
              const inbound::RequestContext& context) override {
    return consents_.revoke(user, client,
                            {.type = AuditType::consent_revoked,
                             .at = clock_.now(),
                             .user = user,
                             .client = client,
                             .origin = context.origin,
                             .request_id = context.request_id});
  }

 private:
  outbound::ConsentStore& consents_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
