#include "app/usecases/recent_clients.hpp"

namespace chancery {

void RecentClients::remember(const Client& client, TimePoint read_at) {
  auto copy = std::make_shared<const Client>(client);
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= options_.capacity && !entries_.contains(client.id)) {
    std::erase_if(entries_, [&](const auto& item) { return !is_recent(item.second, now); });
    if (entries_.size() >= options_.capacity) return;
  }
  entries_.insert_or_assign(client.id, Entry{std::move(copy), read_at});
}

std::optional<Client> RecentClients::recall(const ClientId& id) const {
  const auto now = now_();
  std::shared_ptr<const Client> found;
  {
    const std::lock_guard lock(mutex_);
    const auto entry = entries_.find(id);
    if (entry == entries_.end() || !is_recent(entry->second, now)) return std::nullopt;
    found = entry->second.client;
  }
  return *found;
}

}  // namespace chancery
