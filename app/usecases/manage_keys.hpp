#pragma once

#include <mutex>

#include "ports/inbound/manage_keys.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/key_factory.hpp"
#include "ports/outbound/key_ring.hpp"
#include "ports/outbound/key_store.hpp"

namespace chancery {

/// Keeps the key schedule, together with every other node on the same database: whoever is first
/// does what is due, the others take it over.
class ManageKeys final : public inbound::ManageKeys {
 public:
  struct Ports {
    outbound::KeyStore& store;
    outbound::KeyFactory& factory;
    outbound::KeyRing& ring;
    const outbound::Clock& clock;
  };

  ManageKeys(Ports ports, KeyPolicy policy) : ports_(ports), policy_(policy) {}

  std::vector<KeyRecord> list() override;
  std::vector<KeyRecord> roll(bool at_once) override;
  void maintain() override;

 private:
  /// Brings the schedule up to date and returns the keys as they then are.
  std::vector<outbound::StoredKey> settle();
  void apply(const KeyAction& action, Instant now);
  /// Has a next key of that use wait, to take over at the earliest instant that is allowed.
  void prepare_next(KeyUse use, bool at_once);

  Ports ports_;
  KeyPolicy policy_;
  std::mutex mutex_;
};

}  // namespace chancery
