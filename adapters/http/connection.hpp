#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "adapters/http/dispatch/dispatcher.hpp"
#include "adapters/http/dispatch/exchange.hpp"
#include "adapters/http/request_observer.hpp"
#include "adapters/http/server_options.hpp"
#include "adapters/http/socket/poller.hpp"
#include "adapters/http/socket/transport.hpp"
#include "adapters/http/wire/request_reader.hpp"

namespace Poco::Net {
class StreamSocket;
}

namespace chancery::http {

/// What the connections of one I/O loop share; the loop keeps it up to date.
struct ConnectionEnvironment {
  Dispatcher& dispatcher;
  RequestObserver& observer;
  const Deadlines& deadlines;
  std::span<char> input;  ///< scratch space for one read
  std::string output{};   ///< scratch space for one answer
  std::chrono::steady_clock::time_point now{};
  std::string date{};        ///< for the `Date` field
  bool is_scarce = false;    ///< few connections are left
  bool is_draining = false;  ///< each answer is the last of its connection
};

/// One client: reads requests, has them answered one after the other, writes the answers, closes
/// without losing the last one. Lives in the I/O loop, which calls on_…() and afterwards asks
/// interest(), deadline() and is_closed().
class Connection {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  Connection(ConnectionEnvironment& environment, std::unique_ptr<Poco::Net::StreamSocket> socket,
             std::unique_ptr<Transport> transport, Peer peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The socket is ready for what interest() said.
  void on_ready();
  /// The reply to the exchange under way is there.
  void on_reply();
  /// deadline() is over.
  void on_time();
  /// The server stops: an idle connection ends, unless a request has just come. One that has not
  /// asked anything yet was opened for a request, and gets a moment to send it.
  void on_drain();
  /// Answers 503 without waiting for a request: there are too many connections.
  void turn_away();
  /// Closes at once; a request that is being answered is abandoned.
  void close();

  [[nodiscard]] const Poco::Net::StreamSocket& socket() const { return *socket_; }
  [[nodiscard]] const Peer& peer() const { return peer_; }
  [[nodiscard]] Interest interest() const { return interest_; }
  [[nodiscard]] TimePoint deadline() const;
  [[nodiscard]] bool is_closed() const { return phase_ == Phase::closed; }

 private:
  enum class Phase : std::uint8_t { handshaking, reading, answering, writing, lingering, closed };

  void shake_hands();
  void read_requests();
  void serve(std::string_view bytes);
  void on_reader_state();
  void send_continue();
  void refuse(const Refusal& refusal);
  void begin(std::shared_ptr<Exchange> exchange);
  void read_ahead();
  void on_peer_end();
  void give_up_on_reply();
  void finish(Exchange& exchange, const Reply& reply);
  void send(std::string_view bytes);
  void write_on();
  std::size_t write_some(std::string_view bytes);
  void end_answer();
  void await_request();
  void resume();
  void linger();
  void discard();
  [[nodiscard]] bool must_wait(const IoResult& result);
  [[nodiscard]] bool is_idle() const;
  [[nodiscard]] bool is_new() const;

  ConnectionEnvironment& env_;
  std::unique_ptr<Poco::Net::StreamSocket> socket_;
  std::unique_ptr<Transport> transport_;
  Peer peer_;
  Phase phase_ = Phase::handshaking;
  Interest interest_ = Interest::read;
  TimePoint deadline_;
  TimePoint idle_since_;
  RequestReader reader_{};
  std::shared_ptr<Exchange> exchange_{};
  std::string early_{};   ///< what the client sent while a request of its was answered
  std::string unsent_{};  ///< what the socket did not take of an answer
  std::size_t discarded_ = 0;
  bool has_asked_ = false;
  bool closes_ = false;  ///< after the answer that is being written
  /// The client sends no more, but may well read: it gets its answers, then the connection closes.
  bool peer_ended_ = false;
};

}  // namespace chancery::http
