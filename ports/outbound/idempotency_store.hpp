#pragma once

#include <string>

#include "domain/idempotency.hpp"

namespace chancery::outbound {

/// What is known of requests with an `Idempotency-Key`. Thread-safe; every method may throw
/// Unavailable, and then its outcome is unknown.
class IdempotencyStore {
 public:
  virtual ~IdempotencyStore() = default;

  struct Begin {
    IdempotencyAttempt attempt;
    /// Stands for the body.
    std::string body;
    Instant now;
    /// Until when a second request is told that the first one runs.
    Instant runs_until;
    Instant expires_at;
  };
  /// Claims `attempt.id` in one conditional step: of concurrent callers exactly one is told
  /// FirstTime. An id is free if it is unknown, has expired, or its run is over `runs_until`
  /// without an answer and had the same body. Records that have expired are
  /// Housekeeping's to remove.
  [[nodiscard]] virtual IdempotencyOutcome begin(const Begin& begin) = 0;

  /// Keeps the answer of a run. Does nothing if the run was overtaken.
  virtual void finish(const IdempotencyAttempt& attempt, const std::string& answer) = 0;

  /// Frees the id, as if the run had never begun. Does nothing if it was overtaken or is finished.
  virtual void abandon(const IdempotencyAttempt& attempt) = 0;
};

}  // namespace chancery::outbound
