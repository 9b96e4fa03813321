#include "adapters/memory/consent_store.hpp"

namespace chancery::memory {

std::optional<Consent> ConsentStore::find(const UserId& user, const ClientId& client) {
  return database_.with([&](Tables& tables) -> std::optional<Consent> {
    const auto found = tables.consents.find({user, client});
    if (found == tables.consents.end()) return std::nullopt;
    return found->second;
  });
}

std::vector<Consent> ConsentStore::list(const UserId& user) {
  return database_.with([&](Tables& tables) {
    std::vector<Consent> consents;
    for (const auto& [key, consent] : tables.consents) {
      if (key.first == user) consents.push_back(consent);
    }
    return consents;
  });
}

void ConsentStore::give(const Consent& consent, const AuditEvent& event) {
  database_.with([&](Tables& tables) {
    tables.consents.insert_or_assign({consent.user, consent.client}, consent);
    tables.events.push_back(event);
  });
}

bool ConsentStore::revoke(const UserId& user, const ClientId& client, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (tables.consents.erase({user, client}) == 0) return false;
    for (auto& [id, code] : tables.authorization_codes) {
      if (code.user == user && code.client == client && !code.login) code.burnt = true;
    }
    std::erase_if(tables.families, [&](const auto& entry) {
      return entry.second.user == user && entry.second.client == client;
    });
    tables.events.push_back(event);
    return true;
  });
}

}  // namespace chancery::memory
