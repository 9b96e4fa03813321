#include "adapters/crypto/key_set.hpp"

#include <algorithm>

#include "adapters/crypto/digest.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {

const OpenedKey* KeySet::find(std::string_view id) const {
  const auto it = std::ranges::find(
      keys_, id, [](const OpenedKey& key) -> std::string_view { return key.record.id.value(); });
  return it == keys_.end() ? nullptr : &*it;
}

const OpenedKey* KeySet::find(std::string_view id, KeyUse use) const {
  const auto* key = find(id);
  return key != nullptr && key->record.use == use ? key : nullptr;
}

const OpenedKey* KeySet::active(KeyUse use) const { return find(use, KeyState::active); }

const OpenedKey* KeySet::next(KeyUse use) const { return find(use, KeyState::next); }

const OpenedKey* KeySet::find(KeyUse use, KeyState state) const {
  const auto it = std::ranges::find_if(keys_, [&](const OpenedKey& key) {
    return key.record.use == use && key.record.state == state;
  });
  return it == keys_.end() ? nullptr : &*it;
}

const OpenedKey& KeySet::need_active(KeyUse use) const {
  const auto* key = active(use);
  if (key == nullptr) throw Unavailable("no active key for " + std::string(name(use)));
  return *key;
}

JwkSet KeySet::published(const KeyPolicy& policy, Instant now) const {
  std::string jwks;
  for (const auto& key : keys_) {
    if (key.signing() == nullptr || !is_published(key.record, policy, now)) continue;
    if (!jwks.empty()) jwks += ',';
    jwks += key.signing()->public_jwk(key.record.id);
  }
  auto json = R"({"keys":[)" + jwks + "]}";
  auto etag = '"' + codec::base64url(sha256(json)) + '"';
  return {std::move(json), std::move(etag)};
}

}  // namespace chancery::crypto
