#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/time.hpp"

namespace chancery::http {

/// PEM files. With a client CA, clients may show a certificate and it must then verify.
struct TlsFiles {
  std::string certificate;  ///< the chain, the server's own first
  std::string key;          ///< not encrypted
  std::string client_ca{};
};

/// How long a client or an endpoint may take. Each is absolute: a byte every few seconds wins
/// nothing (attack B98).
struct Deadlines {
  using Span = std::chrono::milliseconds;

  Span handshake = std::chrono::seconds(5);
  Span head = std::chrono::seconds(5);   ///< from the first byte; of a new connection, from accept
  Span body = std::chrono::seconds(10);  ///< from the end of the head
  Span handler = std::chrono::seconds(10);  ///< from the end of the request
  Span write = std::chrono::seconds(10);
  Span idle = std::chrono::seconds(75);
  Span scarce_idle =
      std::chrono::seconds(5);  ///< instead of idle once 3/4 of the connections are in use
  Span linger = std::chrono::seconds(1);  ///< for what a client still sends after the last answer
  Span drain = std::chrono::seconds(10);  ///< for running requests when the server stops
  /// For clients that were connecting when the server stopped: longer than a packet takes to them
  /// and back.
  Span drain_handshakes = std::chrono::milliseconds(300);
  /// For the first request of a connection that was new when the server stopped.
  Span drain_first = std::chrono::seconds(1);
};

/// How many requests run beside one another, and how many may wait for that.
struct LaneOptions {
  std::size_t general_workers = 0;  ///< 0: four for each core, at least 16
  std::size_t general_queue = 4096;
  std::size_t hashing_workers = 0;  ///< 0: one for each core and two
  std::size_t hashing_queue = 1024;
  /// A request that waits longer for a worker of the hashing lane is answered 503 and never run. At
  /// least 100 ms whatever is set, so that 0 does not refuse what could run at once: the queue for
  /// a place to hash is the hasher's.
  std::chrono::milliseconds hashing_wait = std::chrono::seconds(1);
};

struct ServerOptions {
  /// `127.0.0.1:8080`, `[::1]:0`, `0.0.0.0:8080`, `localhost:8080`; port 0 is any free one.
  std::string listen = "127.0.0.1:8080";
  std::optional<TlsFiles> tls{};
  /// Addresses and ranges (`10.0.0.0/8`) whose `X-Forwarded-*` count.
  std::vector<std::string> trusted_proxies{};
  std::size_t max_connections = 4096;
  /// Not for loopback and trusted proxies. IPv6 is counted by /64.
  std::size_t max_connections_per_address = 256;
  LaneOptions lanes{};
  Deadlines deadlines{};
  /// For the `Date` field, which answers of a server without a clock lack (RFC 9110 §6.6.1).
  std::function<Instant()> time_of_day{};
  /// Where the numbers of the request ids begin; asked once.
  std::function<std::uint64_t()> draw_request_id_start = [] { return std::uint64_t{0}; };
};

}  // namespace chancery::http
