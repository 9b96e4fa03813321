#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "adapters/system/log.hpp"
#include "app/authority.hpp"

namespace chancery {

/// An authority that serves: its HTTP server, its request log, and the threads that keep its keys
/// and its house. Throws http::ServerSetupError when it cannot listen. Serves from construction on;
/// the destructor stops at once, `drain` politely.
class Service {
 public:
  /// The references must outlive the service. Signals should be blocked by now.
  Service(Authority& authority, system::Log& log);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  [[nodiscard]] std::uint16_t port() const;

  /// Not ready from now on; goes on accepting for `delay`, lets running requests finish, stops.
  void drain(std::chrono::seconds delay);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Serves until SIGTERM or SIGINT, then drains. The log goes to standard output.
std::expected<void, Complaint> serve(const Settings& settings);

}  // namespace chancery
