#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "adapters/http/dispatch/responder.hpp"
#include "adapters/http/message.hpp"

namespace chancery::http {

class Connection;

/// A request on its way through a lane, shared by the I/O loop and one worker. Who may touch what
/// follows from the stage, which changes hands atomically.
class Exchange {
 public:
  using Clock = std::chrono::steady_clock;

  enum class Stage : std::uint8_t {
    waiting,   ///< in a lane's queue
    running,   ///< a worker has it: request is read, reply is written
    answered,  ///< the I/O loop has it again
    dropped,   ///< the I/O loop took it out of the queue; no worker will run it
  };

  /// For the I/O loop: nobody else has it yet, or any more.
  Request request{};
  Responder::Plan plan{};
  Reply reply{};
  Clock::time_point started_at{};
  Clock::time_point run_by{};    ///< not to be run from then on
  Clock::time_point deadline{};  ///< abandoned from then on
  bool keep_alive = false;
  bool is_http_1_0 = false;
  bool is_secure = false;
  bool is_recorded = false;  ///< the observer knows of it; the I/O loop's alone
  /// Who waits for the reply; null once it has gone. The I/O loop's alone.
  Connection* connection = nullptr;

  [[nodiscard]] Stage stage() const { return stage_.load(std::memory_order_acquire); }
  /// A worker takes it to run it; false when it is too late.
  [[nodiscard]] bool claim();
  /// The I/O loop takes it back unless a worker has it.
  [[nodiscard]] bool drop();
  /// The reply is there.
  void set_answered() { stage_.store(Stage::answered, std::memory_order_release); }

  void hang_up() { hung_up_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool is_abandoned() const {
    return hung_up_.load(std::memory_order_relaxed) || Clock::now() >= deadline;
  }

 private:
  std::atomic<Stage> stage_ = Stage::waiting;
  std::atomic<bool> hung_up_ = false;
};

}  // namespace chancery::http
