#include "adapters/memory/client_store.hpp"

#include <algorithm>

namespace chancery::memory {

bool ClientStore::add(const Client& client, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (!tables.clients.try_emplace(client.id, client).second) return false;
    tables.events.push_back(event);
    return true;
  });
}

std::optional<Client> ClientStore::find(const ClientId& id) {
  return database_.with([&](Tables& tables) -> std::optional<Client> {
    const auto found = tables.clients.find(id);
    if (found == tables.clients.end()) return std::nullopt;
    return found->second;
  });
}

std::vector<Client> ClientStore::list() {
  return database_.with([&](Tables& tables) {
    std::vector<Client> clients;
    clients.reserve(tables.clients.size());
    for (const auto& [id, client] : tables.clients) clients.push_back(client);
    return clients;
  });
}

outbound::UpdateClientOutcome ClientStore::update(const Client& client, const AuditEvent& event) {
  using enum outbound::UpdateClientOutcome;
  return database_.with([&](Tables& tables) {
    const auto found = tables.clients.find(client.id);
    if (found == tables.clients.end()) return unknown;
    if (found->second.version != client.version) return stale;
    found->second = client;
    ++found->second.version;
    tables.events.push_back(event);
    return updated;
  });
}

bool ClientStore::remove(const ClientId& id, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (tables.clients.erase(id) == 0) return false;
    tables.events.push_back(event);
    return true;
  });
}

bool ClientStore::has_redirect_origin(std::string_view origin) {
  const auto is_of_origin = [&](const std::string& uri) { return web_origin(uri) == origin; };
  return database_.with([&](Tables& tables) {
    return std::ranges::any_of(tables.clients, [&](const auto& entry) {
      const Client& client = entry.second;
      return !client.disabled && std::ranges::any_of(client.redirect_uris, is_of_origin);
    });
  });
}

}  // namespace chancery::memory
