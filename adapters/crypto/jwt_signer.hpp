#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/crypto/key_ring.hpp"
#include "domain/secret.hpp"
#include "domain/signature_algorithm.hpp"

namespace chancery::crypto {

struct CompactJws;

/// The key of the ring that says it signed `jws`: found by `kid`, a signing key, whatever its
/// state, and of the algorithm that the header names (RFC 8725 §3.1, attacks B45 and B48). Null for
/// any other. Nothing is verified yet. Throws as KeyRing::find does; good as long as `ring.keys()`.
const SigningKey* signing_key_of(KeyRing& ring, const CompactJws& jws);

/// JSON payloads as compact JWS (RFC 7515 §7.1) under the keys of a ring, each of a type of its own
/// (RFC 8725 §3.11), so that no token passes for one of another kind. Thread-safe.
class JwtSigner {
 public:
  explicit JwtSigner(KeyRing& ring) : ring_(ring) {}

  struct Verified {
    std::string payload;
    SignatureAlgorithm algorithm;  ///< of the key that signed it

    bool operator==(const Verified&) const = default;
  };

  /// Signed by the active key of `alg`. Throws Unavailable when there is none or signing fails.
  [[nodiscard]] Secret sign(std::string_view payload, std::string_view typ, SignatureAlgorithm alg);

  /// What one of our keys signed as a token of that `typ` (in lower case), be the key retired long
  /// since: as long as it is kept. Nothing for anything else. What the payload says, times
  /// included, is not judged. Throws Unavailable when it cannot be known whether there is such a
  /// key.
  [[nodiscard]] std::optional<Verified> verify(std::string_view token, std::string_view typ);

 private:
  KeyRing& ring_;
};

}  // namespace chancery::crypto
