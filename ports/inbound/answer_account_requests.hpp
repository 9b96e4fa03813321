#pragma once

#include <cstddef>

namespace chancery::inbound {

/// Looks at what people asked for an address. Thread-safe, also across nodes; may throw
/// Unavailable: then the request waits until its lease is over.
class AnswerAccountRequests {
 public:
  virtual ~AnswerAccountRequests() = default;

  struct Tally {
    std::size_t answered = 0;
    /// Given up after an hour.
    std::size_t dropped = 0;

    bool operator==(const Tally&) const = default;
  };
  /// Looks at each request that is due once, at most `limit` of them.
  virtual Tally answer(std::size_t limit) = 0;
};

}  // namespace chancery::inbound
