#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/request_observer.hpp"
#include "adapters/http/server_load.hpp"
#include "adapters/http/server_options.hpp"
#include "ports/inbound/check_origin.hpp"

namespace chancery::http {

/// The options cannot be served: an address in use, an unreadable certificate. what() says which,
/// hint() what to do about it.
class ServerSetupError : public std::runtime_error {
 public:
  ServerSetupError(const std::string& what, std::string hint)
      : std::runtime_error(what), hint_(std::move(hint)) {}
  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

/// An HTTP/1.1 server (RFC 9110, RFC 9112). One thread does all the I/O, so a slow, idle or
/// never-reading client holds no worker; endpoints run in the lanes their routes name.
class Server {
 public:
  /// Binds and listens; throws ServerSetupError. The references must outlive the server.
  Server(ServerOptions options, std::vector<Route> routes, inbound::CheckOrigin& check_origin,
         RequestObserver& observer);
  /// Stops without draining, and joins every thread: waits for endpoints that are running.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Begins to serve. Signals should be blocked by now: the threads inherit the mask. Once only.
  void start();

  /// The port that is listened on.
  [[nodiscard]] std::uint16_t port() const;

  /// Thread-safe.
  [[nodiscard]] ServerLoad load() const;

  /// Serves `delay` longer, each answer with `Connection: close`; then accepts who has begun to
  /// connect and nobody else, ends idle connections and lets running requests finish,
  /// Deadlines::drain at most. Returns when the last connection is closed. Thread-safe; start()
  /// must have been called.
  void drain(std::chrono::milliseconds delay);

  /// Closes every connection: a drain() under way returns soon. Thread-safe.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery::http
