#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/key_store.hpp"

namespace chancery::breaker {

/// outbound::KeyStore through a breaker. Both are to outlive it.
class KeyStore final : public outbound::KeyStore {
 public:
  KeyStore(outbound::KeyStore& store, Breaker& breaker) : store_(store), breaker_(breaker) {}

  std::vector<outbound::StoredKey> all() override {
    return breaker_.read([&] { return store_.all(); });
  }
  bool add(const outbound::StoredKey& key, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.add(key, event); });
  }
  bool activate(const KeyId& next, const std::optional<KeyId>& previous, Instant now,
                const AuditEvent& event) override {
    return breaker_.write([&] { return store_.activate(next, previous, now, event); });
  }
  bool reschedule(const KeyId& next, Instant activates_at, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.reschedule(next, activates_at, event); });
  }
  bool remove(const KeyId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.remove(id, event); });
  }

 private:
  outbound::KeyStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
