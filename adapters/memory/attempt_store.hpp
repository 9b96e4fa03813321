#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/attempt_store.hpp"

namespace chancery::memory {

/// outbound::AttemptStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class AttemptStore final : public outbound::AttemptStore {
 public:
  explicit AttemptStore(Database& database) : database_(database) {}

  std::vector<AttemptTally> find(const std::vector<AttemptKey>& keys) override;
  bool replace(const AttemptKey& key, const AttemptTally& from, const AttemptTally& to) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
