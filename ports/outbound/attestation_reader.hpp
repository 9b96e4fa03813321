#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/webauthn/credential_key.hpp"

namespace chancery::outbound {

/// What an authenticator says of a credential that it has made (WebAuthn §6.5.4).
struct Attestation {
  std::string authenticator_data;
  /// A signature of the new key itself, in the format `packed`.
  struct Self {
    std::int64_t algorithm;
    std::string signature;

    bool operator==(const Self&) const = default;
  };
  std::optional<Self> self{};

  bool operator==(const Attestation&) const = default;
};

/// Reads what authenticators write as CBOR (RFC 8949). Strict, and bounded in what it takes.
/// Thread-safe; cannot fail.
class AttestationReader {
 public:
  virtual ~AttestationReader() = default;

  /// An attestation object. We ask for none: a statement of somebody else's authority says nothing
  /// here and is passed over. Nothing for bytes that are no such object.
  [[nodiscard]] virtual std::optional<Attestation> read(std::string_view object) const = 0;

  /// A public key of a kind that we know (COSE_Key, RFC 9053 §7), with nothing behind it but
  /// extensions, if they were announced. Nothing for other bytes.
  [[nodiscard]] virtual std::optional<CredentialKey> read_key(std::string_view bytes,
                                                              bool has_extensions) const = 0;
};

}  // namespace chancery::outbound
