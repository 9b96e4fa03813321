#pragma once

#include "ports/outbound/credential_verifier.hpp"

namespace chancery::crypto {

/// outbound::CredentialVerifier over OpenSSL and libsodium.
class CredentialVerifier final : public outbound::CredentialVerifier {
 public:
  [[nodiscard]] bool is_key(const CredentialKey& key) const override;
  [[nodiscard]] bool verify(const CredentialKey& key, std::string_view message,
                            std::string_view signature) const override;
};

}  // namespace chancery::crypto
