#include "domain/key_schedule.hpp"

#include <algorithm>

namespace chancery {
namespace {

const KeyRecord* find(std::span<const KeyRecord> keys, KeyUse use, KeyState state) {
  const auto it = std::ranges::find_if(
      keys, [&](const KeyRecord& key) { return key.use == use && key.state == state; });
  return it == keys.end() ? nullptr : &*it;
}

std::optional<KeyAction> due_for_use(std::span<const KeyRecord> keys, KeyUse use,
                                     const KeyPolicy& policy, Instant now) {
  const auto* active = find(keys, use, KeyState::active);
  const auto* next = find(keys, use, KeyState::next);
  if (!active && !next) return CreateKey{use, KeyState::active, now};
  if (!active) return ActivateKey{next->id, std::nullopt};
  if (!is_replaced(use)) return std::nullopt;
  if (next) {
    if (now < next->activates_at) return std::nullopt;
    return ActivateKey{next->id, active->id};
  }
  if (now < active->activates_at + policy.signing_lifetime - policy.publication_lead) {
    return std::nullopt;
  }
  return CreateKey{use, KeyState::next, now + policy.publication_lead};
}

bool is_forgotten(const KeyRecord& key, const KeyPolicy& policy, Instant now) {
  return key.retired_at && now >= *key.retired_at + policy.publication_tail + policy.login_lifetime;
}

}  // namespace

std::vector<KeyAction> due_key_actions(std::span<const KeyRecord> keys, const KeyPolicy& policy,
                                       Instant now) {
  std::vector<KeyAction> due;
  for (const auto use : key_uses) {
    if (auto action = due_for_use(keys, use, policy, now)) due.push_back(std::move(*action));
  }
  for (const auto& key : keys) {
    if (is_forgotten(key, policy, now)) due.emplace_back(RemoveKey{key.id});
  }
  return due;
}

Instant earliest_activation(const KeyRecord& next, const KeyPolicy& policy) {
  return next.created_at + policy.publication_lead;
}

bool is_published(const KeyRecord& key, const KeyPolicy& policy, Instant now) {
  if (!signature_algorithm(key.use)) return false;
  return !key.retired_at || now < *key.retired_at + policy.publication_tail;
}

}  // namespace chancery
