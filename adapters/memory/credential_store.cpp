#include "adapters/memory/credential_store.hpp"

#include <algorithm>
#include <tuple>

#include "adapters/memory/factors.hpp"
#include "domain/webauthn/ceremony.hpp"

namespace chancery::memory {
namespace {

auto find_factor(Tables& tables, const UserId& user, const FactorId& id) {
  return std::ranges::find_if(tables.credentials, [&](const auto& entry) {
    return entry.second.user == user && entry.second.factor == id;
  });
}

}  // namespace

outbound::EnrolOutcome CredentialStore::enrol(const Credential& credential,
                                              const std::vector<RecoveryCodeDigest>& codes,
                                              const AuditEvent& event) {
  using enum outbound::EnrolOutcome;
  return database_.with([&](Tables& tables) {
    if (!tables.users.contains(credential.user)) return unknown_user;
    if (factors_of(tables, credential.user).passkeys >= max_passkeys) return too_many;
    if (!tables.credentials.try_emplace(credential.id, credential).second) return taken;
    tables.events.push_back(event);
    return give_codes(tables, credential.user, codes) ? enrolled_with_codes : enrolled;
  });
}

std::optional<Credential> CredentialStore::find(const CredentialId& id) {
  return database_.with([&](const Tables& tables) -> std::optional<Credential> {
    const auto found = tables.credentials.find(id);
    if (found == tables.credentials.end()) return std::nullopt;
    return found->second;
  });
}

std::vector<Credential> CredentialStore::list(const UserId& user) {
  auto found = database_.with([&](const Tables& tables) {
    std::vector<Credential> all;
    for (const auto& [id, credential] : tables.credentials) {
      if (credential.user == user) all.push_back(credential);
    }
    return all;
  });
  std::ranges::sort(found, {}, [](const Credential& credential) {
    return std::tuple(credential.created_at, credential.factor);
  });
  return found;
}

outbound::UseCredentialOutcome CredentialStore::use(const Use& use) {
  using enum outbound::UseCredentialOutcome;
  return database_.with([&](Tables& tables) {
    const auto found = tables.credentials.find(use.id);
    if (found == tables.credentials.end()) return gone;
    auto& credential = found->second;
    if (use.challenge <= credential.last_challenge) return replayed;
    if (!has_counted_on(credential.sign_count, use.sign_count)) return counter_back;
    credential.sign_count = use.sign_count;
    credential.backed_up = use.backed_up;
    credential.last_challenge = use.challenge;
    credential.last_used_at = use.at;
    return used;
  });
}

bool CredentialStore::rename(const UserId& user, const FactorId& id, const std::string& name,
                             const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    const auto found = find_factor(tables, user, id);
    if (found == tables.credentials.end()) return false;
    found->second.name = name;
    tables.events.push_back(event);
    return true;
  });
}

bool CredentialStore::remove(const UserId& user, const FactorId& id, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    const auto found = find_factor(tables, user, id);
    if (found == tables.credentials.end()) return false;
    tables.credentials.erase(found);
    tidy_codes(tables, user);
    tables.events.push_back(event);
    return true;
  });
}

}  // namespace chancery::memory
