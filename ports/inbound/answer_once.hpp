#pragma once

#include <string>
#include <string_view>

#include "domain/idempotency.hpp"

namespace chancery::inbound {

/// A request with an `Idempotency-Key`.
struct RepeatableRequest {
  /// Whose keys they are: no two callers share one.
  std::string caller;
  /// What is asked for, as registered.
  std::string route;
  std::string key;
  std::string_view body;
};

/// Requests that may be sent again and are answered once. Thread-safe.
class AnswerOnce {
 public:
  virtual ~AnswerOnce() = default;

  /// Whether the work is to be run. Who is told FirstTime must call `keep` or `forget`; if its
  /// server dies instead, the key is free again after `idempotency_lease`. May throw Unavailable.
  [[nodiscard]] virtual IdempotencyOutcome begin(const RepeatableRequest& request) = 0;

  /// The work was done: keeps the answer, which holds no secret, for `idempotency_lifetime`. That
  /// it could not be kept is no error of the work: nothing is thrown.
  virtual void keep(const IdempotencyAttempt& attempt, const std::string& answer) noexcept = 0;

  /// The work was not done: the key is free at once.
  virtual void forget(const IdempotencyAttempt& attempt) noexcept = 0;
};

}  // namespace chancery::inbound
