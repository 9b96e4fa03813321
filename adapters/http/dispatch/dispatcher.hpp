#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "adapters/http/dispatch/exchange.hpp"
#include "adapters/http/dispatch/ip_address.hpp"
#include "adapters/http/dispatch/request_id.hpp"
#include "adapters/http/dispatch/responder.hpp"
#include "adapters/http/dispatch/trusted_proxies.hpp"
#include "adapters/http/dispatch/worker_pool.hpp"
#include "adapters/http/server_options.hpp"
#include "adapters/http/wire/request_reader.hpp"

namespace chancery::http {

/// The other end of a connection.
struct Peer {
  IpAddress address;
  std::string text;  ///< of the address
  bool uses_tls = false;
};

/// Takes whole requests from the connections and brings them to where they are answered. Used by
/// the I/O loop alone.
class Dispatcher {
 public:
  /// `answered` is called in a worker when a reply is there; it must not throw. The references must
  /// outlive the dispatcher.
  Dispatcher(const Responder& responder, const TrustedProxies& proxies, RequestIds& ids,
             const ServerOptions& options, const WorkerPool::Run& answered);

  /// Gives the request its id and its origin and starts it. On return it is answered already, or a
  /// lane has it.
  [[nodiscard]] std::shared_ptr<Exchange> begin(IncomingRequest incoming, const Peer& peer);

  /// An exchange for what was no request: the answer to a refusal. The caller's id is taken over if
  /// the fields were readable.
  [[nodiscard]] std::shared_ptr<Exchange> refuse(const IncomingRequest& incoming,
                                                 const Refusal& refusal, const Peer& peer);

  /// Waits for what is running; nothing runs any more.
  void stop();

  /// Thread-safe, unlike the others.
  [[nodiscard]] LaneLoad general_load() const { return general_.load(); }
  [[nodiscard]] LaneLoad hashing_load() const { return hashing_.load(); }

 private:
  [[nodiscard]] WorkerPool::Run answer_with(const WorkerPool::Run& answered) const;
  [[nodiscard]] std::string request_id(const Headers& headers);
  /// As Request has it.
  [[nodiscard]] std::string network_of(const IpAddress& client) const;
  void run(const std::shared_ptr<Exchange>& exchange);
  void submit(const std::shared_ptr<Exchange>& exchange);

  const Responder& responder_;
  const TrustedProxies& proxies_;
  RequestIds& ids_;
  std::chrono::milliseconds handler_time_;
  std::chrono::milliseconds hashing_wait_;
  WorkerPool general_;
  WorkerPool hashing_;
};

}  // namespace chancery::http
