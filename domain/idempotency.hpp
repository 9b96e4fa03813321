#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "domain/time.hpp"

namespace chancery {

/// How long the answer to a request with an `Idempotency-Key` is kept.
inline constexpr Lifetime idempotency_lifetime = std::chrono::hours(24);

/// How long a request may run before another one with its key may take its place: longer than any
/// request lives, so that only one whose server died is overtaken.
inline constexpr Lifetime idempotency_lease = std::chrono::seconds(60);

/// Whether `text` may be an `Idempotency-Key`: 8 to 128 of `[A-Za-z0-9._-]`.
bool is_idempotency_key(std::string_view text);

/// One run of the work behind an `Idempotency-Key`.
struct IdempotencyAttempt {
  /// Stands for caller, route and key.
  std::string id;
  /// Random: tells this run from one that was overtaken.
  std::string name;

  bool operator==(const IdempotencyAttempt&) const = default;
};

/// Nobody has asked this before: run the work.
struct FirstTime {
  IdempotencyAttempt attempt;

  bool operator==(const FirstTime&) const = default;
};
/// The first request has not been answered yet.
struct StillRunning {
  bool operator==(const StillRunning&) const = default;
};
/// The key was used with another body.
struct OtherBody {
  bool operator==(const OtherBody&) const = default;
};
/// The work was done; this was the answer.
struct AnsweredBefore {
  std::string answer;

  bool operator==(const AnsweredBefore&) const = default;
};
using IdempotencyOutcome = std::variant<FirstTime, StillRunning, OtherBody, AnsweredBefore>;

}  // namespace chancery
