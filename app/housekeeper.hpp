#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/system/log.hpp"
#include "ports/inbound/keep_house.hpp"

namespace chancery {

/// Keeps house in a thread of its own, at a pace that leaves the database to the requests. Each
/// sweep is logged at debug, with what still waits. A failure is logged once, when it begins, and
/// tried again.
class Housekeeper {
 public:
  Housekeeper(inbound::KeepHouse& house, system::Log& log, SweepPace first = {});

 private:
  void run(const std::stop_token& stop);
  Swept sweep(std::size_t limit);
  void report(const Swept& swept);

  inbound::KeepHouse& house_;
  system::Log& log_;
  SweepPace pace_;
  bool failing_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace chancery
