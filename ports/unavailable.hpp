#pragma once

#include <chrono>
#include <stdexcept>
#include <string>

namespace chancery {

/// A dependency is broken or overloaded (database down, disk full, hash queue full): nothing the
/// protocol can express. Thrown by adapters, caught once, in adapters/http, as a 503 with
/// `Retry-After`. The message is for the log and holds no secret.
class Unavailable : public std::runtime_error {
 public:
  explicit Unavailable(const std::string& what,
                       std::chrono::seconds retry_after = std::chrono::seconds(1))
      : std::runtime_error(what), retry_after_(retry_after) {}

  /// What the caller is advised to wait, in seconds.
  [[nodiscard]] std::chrono::seconds retry_after() const { return retry_after_; }

 private:
  std::chrono::seconds retry_after_;
};

/// The dependency is well, but more is asked of it at once than it does at once: every connection
/// is in use, others change the same record. Nothing of what was asked was done. No sign that the
/// dependency is away, so no circuit breaker counts it.
class Busy : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

}  // namespace chancery
