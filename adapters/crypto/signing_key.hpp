#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/secret.hpp"
#include "domain/signature_algorithm.hpp"
#include "domain/strong.hpp"

struct evp_md_ctx_st;
struct evp_pkey_st;

namespace chancery::crypto {

/// A private key and its public half, for one SignatureAlgorithm and no other. Immutable;
/// copies share the key. Thread-safe: concurrent calls share nothing they write.
///
/// ES256 keys are on P-256, EdDSA keys on Ed25519. RS256 and PS256 keys have 2048 bits: NIST SP
/// 800-57 part 1 holds them good until the end of 2030, a key here signs for 90 days, and 3072 bits
/// would sign at a third of the speed.
class SigningKey {
 public:
  /// A fresh key. Throws Unavailable when OpenSSL fails.
  [[nodiscard]] static SigningKey generate(SignatureAlgorithm alg);

  /// Reads PKCS#8 DER (RFC 5958, RFC 8410). Nothing unless it is a key fit for `alg` (P-256; RSA of
  /// 2048 to 4096 bits; Ed25519) that has just verified a signature of its own.
  [[nodiscard]] static std::optional<SigningKey> from_pkcs8(SignatureAlgorithm alg,
                                                            const Secret& der);

  /// The private key as PKCS#8 DER, unencrypted: seal it before it goes anywhere.
  [[nodiscard]] Secret pkcs8() const;

  /// The public half as a JWK (RFC 7517 §4) in JSON: `kty`, the key's parameters, `use` sig, `alg`,
  /// `kid`. Nothing private.
  [[nodiscard]] std::string public_jwk(const KeyId& kid) const;

  [[nodiscard]] SignatureAlgorithm algorithm() const { return alg_; }

  /// The signature as JOSE has it (RFC 7518 §3.3 to §3.5, RFC 8037 §3.1): r ‖ s of 32 bytes each
  /// for ES256, PKCS#1 v1.5 for RS256, PSS with a salt of 32 bytes for PS256, the 64 bytes of RFC
  /// 8032 for EdDSA. Throws Unavailable when OpenSSL fails.
  [[nodiscard]] std::string sign(std::string_view message) const;

  /// Whether this key signed the message. Exact lengths only; r and s out of [1, n-1] match nothing
  /// (attack B46). Throws Unavailable when OpenSSL is out of memory.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const;

 private:
  SigningKey(SignatureAlgorithm alg, std::shared_ptr<evp_pkey_st> key);

  [[nodiscard]] bool verifies_its_own() const;

  SignatureAlgorithm alg_;
  std::shared_ptr<evp_pkey_st> key_;
  /// Initialised for signing and for verifying, then only ever copied from.
  std::shared_ptr<evp_md_ctx_st> signing_;
  std::shared_ptr<evp_md_ctx_st> verifying_;
};

}  // namespace chancery::crypto
