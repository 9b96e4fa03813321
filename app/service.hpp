#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "adapters/http/pages/pages.hpp"
#include "adapters/mail/letters.hpp"
#include "adapters/system/log.hpp"
#include "app/authority.hpp"

namespace chancery {

/// An authority that serves: its HTTP server, its request log, and the threads that keep its keys
/// and its house, and send what is to be sent. Throws http::ServerSetupError when it cannot listen.
/// Serves from construction on; the destructor stops at once, `drain` politely.
class Service {
 public:
  /// The references must outlive the service. Signals should be blocked by now.
  Service(Authority& authority, const http::pages::Pages& pages, const mail::Letters& letters,
          system::Log& log);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Of the listener for metrics; nothing when /metrics is where everything is.
  [[nodiscard]] std::optional<std::uint16_t> metrics_port() const;

  /// Not ready from now on; goes on accepting for `delay`, lets running requests finish, stops.
  /// Metrics are told to the end.
  void drain(std::chrono::seconds delay);

  /// Closes every connection: a drain under way returns soon. Thread-safe.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery
