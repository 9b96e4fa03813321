#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "adapters/http/message.hpp"
#include "domain/rate_limit.hpp"

namespace chancery::http {

/// How many requests each network may make, in the memory of this process. Remembers a bounded
/// number of networks; what it forgets early starts anew. A request without a network is not
/// counted. Thread-safe; waits for nothing.
class RateLimiter {
 public:
  using TimePoint = RateBudget::TimePoint;

  struct Options {
    /// How the header fields call it.
    std::string name;
    RateLimit limit;
    std::size_t most_networks = 50'000;
    std::function<TimePoint()> now = std::chrono::steady_clock::now;
  };

  explicit RateLimiter(Options options);

  /// Counts a request; or, if its network has used up its quota, how long it has to wait.
  [[nodiscard]] std::optional<std::chrono::seconds> take(const Request& request);

  /// The request shall not have counted.
  void give_back(const Request& request);

  /// Adds `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), as it stands
  /// for the request's network.
  void describe(Reply& reply, const Request& request);

 private:
  using Budgets = std::unordered_map<std::string, RateBudget>;

  /// The network's budget; the mutex is held.
  RateBudget& budget(const std::string& network, TimePoint now);

  const Options options_;
  const std::string policy_;
  std::mutex mutex_;
  /// Who came since the last turn, and who came since the one before and no more: after a window
  /// without a request a budget is whole, and need not be remembered.
  Budgets recent_;
  Budgets earlier_;
  TimePoint turned_at_;
};

/// Null for no limit.
std::shared_ptr<RateLimiter> make_rate_limiter(const char* name,
                                               const std::optional<RateLimit>& limit);

}  // namespace chancery::http
