#include "app/usecases/manage_consents.hpp"

namespace chancery {

std::vector<inbound::GivenConsent> ManageConsents::list(const UserId& user) {
  std::vector<inbound::GivenConsent> given;
  for (auto& consent : ports_.consents.list(user)) {
    auto name = name_of(consent.client);
    given.push_back({std::move(consent), std::move(name)});
  }
  return given;
}

bool ManageConsents::revoke(const UserId& user, const ClientId& client,
                            const inbound::RequestContext& context) {
  return ports_.consents.revoke(user, client,
                                {.type = AuditType::consent_revoked,
                                 .at = clock_.now(),
                                 .user = user,
                                 .client = client,
                                 .origin = context.origin,
                                 .request_id = context.request_id});
}

std::string ManageConsents::name_of(const ClientId& id) {
  const auto client = ports_.clients.find(id);
  return client && !client->name.empty() ? client->name : id.value();
}

}  // namespace chancery
