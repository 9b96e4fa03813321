#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/idempotency_store.hpp"

namespace chancery::memory {

/// outbound::IdempotencyStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class IdempotencyStore final : public outbound::IdempotencyStore {
 public:
  explicit IdempotencyStore(Database& database) : database_(database) {}

  IdempotencyOutcome begin(const Begin& begin) override;
  void finish(const IdempotencyAttempt& attempt, const std::string& answer) override;
  void abandon(const IdempotencyAttempt& attempt) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
