#pragma once

#include <functional>
#include <string>

#include "domain/origin.hpp"

namespace chancery::inbound {

/// What a use case may know of the request it serves.
struct RequestContext {
  /// `X-Request-Id`: for the audit trail, never a key.
  std::string request_id{};
  Origin origin{};
  /// What `origin` is counted as where it is counted: an IPv4 address, or the /64 of an IPv6 one.
  /// Empty when the address says nothing of who asks: this machine, a proxy, a command.
  std::string network{};
  /// What its sender reads, by `Accept-Language`: language ranges, best first, commas between.
  std::string languages{};
  /// Whether the request's deadline is over or its peer has hung up. Asked before a decision that
  /// ends or advances a login, so that a request frozen on the way does no harm when it thaws.
  std::function<bool()> abandoned = [] { return false; };
};

}  // namespace chancery::inbound
