#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sql/parameter.hpp"
#include "adapters/sql/row.hpp"
#include "adapters/sql/statement.hpp"

namespace chancery::sql::postgresql {

/// Statements of callers who come at the same time, sent together. A trip to the server costs more
/// than a short statement does, and a commit costs a synchronised write: so a few trips at most are
/// under way, and who comes meanwhile is taken along by the next. Who is alone waits for nobody.
/// Thread-safe.
class SharedTrips {
 public:
  struct Call {
    /// Which record it is about. Calls of one trip are made in the order of their keys, so that
    /// trips of several nodes do not wait for one another crosswise.
    std::string_view key;
    const Statement& statement;
    Parameters parameters;
  };
  struct Answer {
    Rows rows{};
    std::int64_t affected = 0;
  };
  using Calls = std::vector<const Call*>;
  using TimePoint = std::chrono::steady_clock::time_point;
  /// Makes all of the calls in one transaction, or throws. An answer for each. The first of them
  /// came at `began`: its time has been running since then, also while it waited.
  using Run = std::function<std::vector<Answer>(const Calls&, TimePoint began)>;

  SharedTrips(std::size_t trips, Run run) : trips_(trips), run_(std::move(run)) {}

  /// Throws what the trip threw: what is then true of the call is true of all in it. When a server
  /// does not answer a trip, everybody who waits for one is told so too. Nothing if the
  /// server undid the trip, maybe because of another's call: then it is to be made alone.
  std::optional<Answer> ask(const Call& call);

  /// How many calls wait for the next trip.
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Waiting {
    const Call& call;
    TimePoint came_at = std::chrono::steady_clock::now();
    std::optional<Answer> answer{};
    std::exception_ptr failure{};
    /// Whom it leads, itself among them: the place of a trip comes with its passengers.
    std::vector<Waiting*> batch{};
    bool is_done = false;
    std::condition_variable changed{};
  };
  using Batch = std::vector<Waiting*>;

  void take_queue(Batch& batch);
  void lead(Batch batch, std::unique_lock<std::mutex>& lock);
  std::optional<std::string> travel(Batch& batch) noexcept;
  void make_calls(Batch& batch);

  std::size_t trips_;
  Run run_;
  mutable std::mutex mutex_;
  Batch queue_;
  std::size_t under_way_ = 0;
};

}  // namespace chancery::sql::postgresql
