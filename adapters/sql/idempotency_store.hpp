#pragma once

#include "ports/outbound/idempotency_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::IdempotencyStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class IdempotencyStore final : public outbound::IdempotencyStore {
 public:
  explicit IdempotencyStore(Database& database) : database_(database) {}

  IdempotencyOutcome begin(const Begin& begin) override;
  void finish(const IdempotencyAttempt& attempt, const std::string& answer) override;
  void abandon(const IdempotencyAttempt& attempt) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
