#include "app/usecases/resting_clients.hpp"

namespace chancery {

std::optional<Instant> RestingClients::until(const ClientId& client, Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto found = rests_.find(client);
  if (found == rests_.end() || found->second.until <= now) return std::nullopt;
  return found->second.until;
}

Instant RestingClients::failed(const ClientId& client, Instant now) {
  const std::lock_guard lock(mutex_);
  auto& rest = rests_[client];
  // Of several that were under way together, one counts.
  if (rest.until <= now) rest = {rest.failures + 1, now + pause_after(rest.failures + 1)};
  return rest.until;
}

void RestingClients::answered(const ClientId& client) {
  const std::lock_guard lock(mutex_);
  rests_.erase(client);
}

}  // namespace chancery
