#include "adapters/crypto/key_ring.hpp"

#include <algorithm>
#include <stdexcept>

#include "adapters/crypto/sealed_keys.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

using outbound::StoredKey;

auto shared(JwkSet set) {
  return std::make_shared<const std::shared_ptr<const JwkSet>>(
      std::make_shared<const JwkSet>(std::move(set)));
}

const StoredKey* stored_as(const std::vector<StoredKey>& keys, const KeyId& id) {
  const auto it = std::ranges::find(keys, id, [](const StoredKey& key) { return key.record.id; });
  return it == keys.end() ? nullptr : &*it;
}

}  // namespace

KeyRing::KeyRing(const Sealer& sealer, const outbound::Clock& clock, const KeyPolicy& policy,
                 Search search)
    : sealer_(sealer),
      clock_(clock),
      policy_(policy),
      keys_(std::make_shared<const KeySet>()),
      published_(shared(KeySet().published(policy, Instant{}))),
      search_(std::move(search)) {}

const OpenedKey* KeyRing::find(std::string_view id) {
  if (const auto* key = keys_.read().find(id)) return key;
  if (!search_.read) return nullptr;
  look_again();
  return keys_.read().find(id);
}

// Who waits here while another looks finds what that one found.
void KeyRing::look_again() {
  const std::lock_guard lock(looking_);
  if (search_.now() < look_next_at_) {
    if (look_failed_) throw Unavailable("the keys cannot be read");
    return;
  }
  look_failed_ = true;
  try {
    replace(search_.read());
    look_failed_ = false;
  } catch (const std::exception& error) {
    look_next_at_ = search_.now() + search_.pause;
    throw Unavailable(error.what());
  }
  look_next_at_ = search_.now() + search_.pause;
}

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
    const auto* before = stored_as(stored_, id);
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
