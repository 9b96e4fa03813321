#include "adapters/crypto/key_ring.hpp"

#include <algorithm>
#include <stdexcept>

#include "adapters/crypto/sealed_keys.hpp"

namespace chancery::crypto {
namespace {

using outbound::StoredKey;

auto shared(JwkSet set) {
  return std::make_shared<const std::shared_ptr<const JwkSet>>(
      std::make_shared<const JwkSet>(std::move(set)));
}

const StoredKey* find(const std::vector<StoredKey>& keys, const KeyId& id) {
  const auto it = std::ranges::find(keys, id, [](const StoredKey& key) { return key.record.id; });
  return it == keys.end() ? nullptr : &*it;
}

}  // namespace

KeyRing::KeyRing(const Sealer& sealer, const outbound::Clock& clock, const KeyPolicy& policy)
    : sealer_(sealer),
      clock_(clock),
      policy_(policy),
      keys_(std::make_shared<const KeySet>()),
      published_(shared(KeySet().published(policy, Instant{}))) {}

void KeyRing::replace(const std::vector<StoredKey>& keys) {
  const std::lock_guard lock(replacing_);
  const auto opened = keys == stored_ ? nullptr : std::make_shared<const KeySet>(open(keys));
  const auto& latest = opened ? *opened : keys_.read();
  auto published = latest.published(policy_, clock_.now());
  if (opened) {
    keys_.replace(opened);
    stored_ = keys;
  }
  if (published != *published_.read()) published_.replace(shared(std::move(published)));
}

KeySet KeyRing::open(const std::vector<StoredKey>& keys) const {
  std::vector<OpenedKey> opened;
  for (const auto& key : keys) {
    const auto& id = key.record.id;
    if (std::ranges::find(opened, id, [](const auto& k) { return k.record.id; }) != opened.end()) {
      throw std::runtime_error("key " + id.value() + " is there twice");
    }
    const auto* before = find(stored_, id);
    const bool same =
        before != nullptr && before->sealed == key.sealed && before->record.use == key.record.use;
    opened.push_back(same ? *keys_.read().find(id.value()) : open_key(sealer_, key));
    opened.back().record = key.record;
  }
  return KeySet(std::move(opened));
}

bool KeyRing::complete() const {
  const auto& at_hand = keys_.read();
  return std::ranges::all_of(key_uses, [&](KeyUse use) { return at_hand.active(use) != nullptr; });
}

std::shared_ptr<const JwkSet> KeyRing::published() const { return published_.read(); }

}  // namespace chancery::crypto
