#pragma once

#include "domain/client.hpp"
#include "domain/secret.hpp"

namespace chancery::outbound {

/// Digests of client secrets under a sealed key. Thread-safe.
class ClientSecretDigester {
 public:
  virtual ~ClientSecretDigester() = default;

  /// Under the active key. Throws Unavailable when there is none.
  [[nodiscard]] virtual ClientSecretDigest digest(const Secret& client_secret) = 0;

  /// Whether the digest is of that secret; constant time, and the same time for a digest whose key
  /// is unknown.
  [[nodiscard]] virtual bool matches(const ClientSecretDigest& digest,
                                     const Secret& client_secret) = 0;
};

}  // namespace chancery::outbound
