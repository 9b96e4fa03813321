#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "adapters/http/connection.hpp"
#include "adapters/http/dispatch/trusted_proxies.hpp"
#include "adapters/http/server_load.hpp"
#include "adapters/http/server_options.hpp"
#include "adapters/http/socket/acceptor.hpp"
#include "adapters/http/socket/connection_counts.hpp"
#include "adapters/http/socket/mailbox.hpp"
#include "adapters/http/socket/poller.hpp"
#include "adapters/http/socket/tls.hpp"

namespace chancery::http {

/// The one thread that touches sockets: accepts, moves bytes, watches deadlines. Whatever may wait
/// happens elsewhere.
class IoLoop {
 public:
  struct Parts {
    const ServerOptions& options;
    const TrustedProxies& proxies;
    const TlsContext* tls;  ///< null: plain HTTP
    Poller& poller;
    Mailbox& mailbox;
    Dispatcher& dispatcher;
    RequestObserver& observer;
  };

  IoLoop(const Parts& parts, std::unique_ptr<Acceptor> acceptor);
  ~IoLoop();
  IoLoop(const IoLoop&) = delete;
  IoLoop& operator=(const IoLoop&) = delete;

  /// Serves until stopped or drained; every connection is closed then.
  void run();

  /// Thread-safe: run() serves `delay` longer and returns once what is running has ended.
  void drain(std::chrono::milliseconds delay);
  /// Thread-safe: run() returns soon.
  void stop();

  /// Thread-safe: what it knows of the load, the connections.
  [[nodiscard]] ServerLoad load() const;

 private:
  using TimePoint = Connection::TimePoint;
  struct Slot {
    std::unique_ptr<Connection> connection;
    Interest registered;
  };
  using Slots = std::unordered_map<Poller::Key, Slot>;

  void step();
  void update_clock();
  void handle(const Poller::Event& event);
  void deliver_replies();
  void sweep();
  [[nodiscard]] bool advance_drain();
  void turn_away_new();
  void stop_listening();
  void stop_accepting();

  /// False once nobody waits or nobody can be accepted, true if more may wait.
  bool accept_some();
  void admit(Acceptor::Result accepted);
  [[nodiscard]] std::unique_ptr<Connection> connect(Acceptor::Result accepted);
  [[nodiscard]] bool has_room(const IpAddress& peer) const;
  void pause_accepting(bool paused);

  template <typename Action>
  void with(Poller::Key key, const Action& action);
  void settle(Slots::iterator slot);
  void remove(Slots::iterator slot);
  void update_scarcity();
  [[nodiscard]] std::vector<Poller::Key> keys() const;

  Parts parts_;
  std::unique_ptr<Acceptor> acceptor_;
  std::array<char, std::size_t{16} * 1024> input_;
  ConnectionEnvironment env_;
  Slots slots_;
  ConnectionCounts counts_;
  std::vector<std::shared_ptr<Exchange>> replies_;
  std::chrono::sys_seconds dated_at_{};
  TimePoint next_sweep_;
  bool accepting_is_paused_ = false;
  // When a drain goes on to its next part; each is set in the part before.
  std::optional<TimePoint> accept_until_;  ///< whoever comes, as ever
  std::optional<TimePoint> listen_until_;  ///< who has begun to connect, and nobody else
  std::optional<TimePoint> give_up_at_;    ///< while running requests finish

  std::atomic<std::size_t> connections_ = 0;
  std::atomic<std::uint64_t> accepted_total_ = 0;
  std::atomic<std::uint64_t> turned_away_total_ = 0;
  std::atomic<bool> stops_ = false;
  std::atomic<bool> drains_ = false;
  std::atomic<std::chrono::milliseconds> drain_delay_{};
};

}  // namespace chancery::http
