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
  /// all are), and the protocol that stands as far from the right (the left-most if there are
  /// fewer). What stands left of them is the client's own invention and not looked at. What is
  /// looked at and cannot be read, an empty entry too, is refused, never skipped. Of any other
  /// peer: itself, the fields count for nothing.
  [[nodiscard]] std::expected<Forwarded, Refusal> resolve(const IpAddress& peer, bool peer_uses_tls,
                                                          const Headers& headers) const;

 private:
  /// What is looked at of `X-Forwarded-For`, the nearest first, the client last.
  [[nodiscard]] std::expected<std::vector<IpAddress>, Refusal> hops_to_client(
      const Headers& headers) const;

  std::vector<IpRange> ranges_;
};

}  // namespace chancery::http
