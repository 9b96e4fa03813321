#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "adapters/system/log.hpp"
#include "ports/inbound/keep_house.hpp"
#include "ports/outbound/password_census.hpp"

namespace chancery {

/// Keeps house in a thread of its own, at a pace that leaves the database to the requests. Each
/// sweep is logged at debug, with what still waits. A failure is logged once, when it begins, and
/// tried again.
class Housekeeper {
 public:
  Housekeeper(inbound::KeepHouse& house, outbound::PasswordCensus& census, system::Log& log,
              SweepPace first = {});

  struct Figures {
    std::uint64_t removed_total = 0;
    /// As it was a minute or two ago; nothing until it has been counted.
    std::optional<std::size_t> backlog{};
    /// As it was some minutes ago; empty until it has been counted.
    std::vector<outbound::PasswordCount> passwords{};
  };
  /// Thread-safe, and asks no database.
  [[nodiscard]] Figures figures() const;

 private:
  using Clock = std::chrono::steady_clock;

  void run(const std::stop_token& stop);
  Swept sweep(std::size_t limit);
  void report(const Swept& swept);
  void count_backlog();
  void count_passwords();

  inbound::KeepHouse& house_;
  outbound::PasswordCensus& census_;
  system::Log& log_;
  SweepPace pace_;
  bool failing_ = false;
  Clock::time_point counts_at_{};  ///< when the backlog is to be counted again
  std::atomic<std::uint64_t> removed_total_ = 0;
  static constexpr std::int64_t not_counted = -1;
  std::atomic<std::int64_t> backlog_ = not_counted;
  Clock::time_point census_at_{};  ///< when the passwords are to be counted again
  mutable std::mutex passwords_mutex_;
  std::vector<outbound::PasswordCount> passwords_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace chancery
