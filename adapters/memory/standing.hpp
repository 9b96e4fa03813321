#pragma once

#include "adapters/memory/database.hpp"

namespace chancery::memory {

/// What has become of the family's parties, by the tables as they are.
inline Standing standing(const Tables& tables, const RefreshFamily& family) {
  const auto user = tables.users.find(family.user);
  if (user == tables.users.end()) return Standing::user_gone;
  if (user->second.user.epoch != family.user_epoch) return Standing::user_ended;
  const auto client = tables.clients.find(family.client);
  if (client == tables.clients.end()) return Standing::client_gone;
  if (client->second.epoch != family.client_epoch) return Standing::client_ended;
  return Standing::live;
}

}  // namespace chancery::memory
