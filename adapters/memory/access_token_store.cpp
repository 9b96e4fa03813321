#include "adapters/memory/access_token_store.hpp"

namespace chancery::memory {
namespace {

/// Whether the login is gone, or a party's epoch has moved. A client that is gone has no epoch:
/// that is the next question.
bool login_ended(const Tables& tables, const FamilyId& login) {
  const auto family = tables.families.find(login);
  if (family == tables.families.end()) return true;
  const auto user = tables.users.find(family->second.user);
  if (user == tables.users.end() || user->second.user.epoch != family->second.user_epoch) {
    return true;
  }
  const auto client = tables.clients.find(family->second.client);
  return client != tables.clients.end() && client->second.epoch != family->second.client_epoch;
}

bool client_ended(const Tables& tables, const AccessTokenClaims& claims) {
  const auto client = tables.clients.find(claims.client);
  return client == tables.clients.end() || client->second.disabled ||
         claims.issued_at < client->second.tokens_not_before;
}

}  // namespace

void AccessTokenStore::revoke(const AccessTokenClaims& claims, const AuditEvent& event) {
  database_.with([&](Tables& tables) {
    const bool is_new = tables.revoked_tokens.emplace(claims.id, claims.expires_at).second;
    if (is_new) tables.events.push_back(event);
  });
}

outbound::AccessTokenStanding AccessTokenStore::standing(const AccessTokenClaims& claims) {
  using enum outbound::AccessTokenStanding;
  return database_.with([&](Tables& tables) {
    if (tables.revoked_tokens.contains(claims.id)) return revoked;
    if (claims.login && chancery::memory::login_ended(tables, *claims.login)) return login_ended;
    if (chancery::memory::client_ended(tables, claims)) return client_ended;
    return live;
  });
}

}  // namespace chancery::memory
