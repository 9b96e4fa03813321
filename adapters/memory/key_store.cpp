#include "adapters/memory/key_store.hpp"

#include <algorithm>

namespace chancery::memory {
namespace {

using outbound::StoredKey;

StoredKey* find_in_state(Tables& tables, const KeyId& id, KeyState state) {
  const auto found = tables.keys.find(id);
  if (found == tables.keys.end() || found->second.record.state != state) return nullptr;
  return &found->second;
}

StoredKey* find_in_state(Tables& tables, KeyUse use, KeyState state) {
  const auto found = std::ranges::find_if(tables.keys, [&](const auto& entry) {
    return entry.second.record.use == use && entry.second.record.state == state;
  });
  return found == tables.keys.end() ? nullptr : &found->second;
}

}  // namespace

std::vector<StoredKey> KeyStore::all() {
  return database_.with([&](Tables& tables) {
    std::vector<StoredKey> keys;
    keys.reserve(tables.keys.size());
    for (const auto& [id, key] : tables.keys) keys.push_back(key);
    std::ranges::sort(keys, {}, [](const StoredKey& key) {
      return std::pair(key.record.created_at, key.record.id);
    });
    return keys;
  });
}

bool KeyStore::add(const StoredKey& key, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    const auto& record = key.record;
    const bool several_allowed = record.state == KeyState::retiring;
    if (!several_allowed && find_in_state(tables, record.use, record.state)) return false;
    if (!tables.keys.try_emplace(record.id, key).second) return false;
    tables.events.push_back(event);
    return true;
  });
}

bool KeyStore::activate(const KeyId& next, const std::optional<KeyId>& previous, Instant now,
                        const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    auto* const starting = find_in_state(tables, next, KeyState::next);
    if (starting == nullptr) return false;
    auto* const stopping = find_in_state(tables, starting->record.use, KeyState::active);
    const auto active = stopping ? std::optional(stopping->record.id) : std::nullopt;
    if (active != previous) return false;
    if (stopping) {
      stopping->record.state = KeyState::retiring;
      stopping->record.retired_at = now;
    }
    starting->record.state = KeyState::active;
    starting->record.activates_at = now;
    tables.events.push_back(event);
    return true;
  });
}

bool KeyStore::reschedule(const KeyId& next, Instant activates_at, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    auto* const key = find_in_state(tables, next, KeyState::next);
    if (key == nullptr) return false;
    key->record.activates_at = activates_at;
    tables.events.push_back(event);
    return true;
  });
}

bool KeyStore::remove(const KeyId& id, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (find_in_state(tables, id, KeyState::retiring) == nullptr) return false;
    tables.keys.erase(id);
    tables.events.push_back(event);
    return true;
  });
}

}  // namespace chancery::memory
