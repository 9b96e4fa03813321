#pragma once

#include <expected>
#include <string>
#include <vector>

#include "adapters/http/dispatch/ip_address.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/wire/refusal.hpp"

namespace chancery::http {

/// Who a request comes from and how.
struct Forwarded {
  IpAddress client;
  bool is_https = false;
};

/// The peers whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed (attack B92). Immutable.
class TrustedProxies {
 public:
  TrustedProxies() = default;
  /// Addresses and ranges; throws std::invalid_argument that names the first which is neither.
  explicit TrustedProxies(const std::vector<std::string>& ranges);

  [[nodiscard]] bool contains(const IpAddress& address) const;

  /// Of a trusted peer: the right-most forwarded address that is no trusted proxy (the left-most if
  /// all are), and the forwarded protocol. What stands left of that address is the client's own
  /// invention and not looked at. What is looked at and cannot be read is refused, never skipped.
  /// Of any other peer: itself, the fields count for nothing.
  [[nodiscard]] std::expected<Forwarded, Refusal> resolve(const IpAddress& peer, bool peer_uses_tls,
                                                          const Headers& headers) const;

 private:
  std::vector<IpRange> ranges_;
};

}  // namespace chancery::http
