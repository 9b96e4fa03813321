#pragma once

#include "ports/outbound/attestation_reader.hpp"

namespace chancery::webauthn {

/// outbound::AttestationReader over libcbor.
class AttestationReader final : public outbound::AttestationReader {
 public:
  [[nodiscard]] std::optional<outbound::Attestation> read(std::string_view object) const override;
  [[nodiscard]] std::optional<CredentialKey> read_key(std::string_view bytes,
                                                      bool has_extensions) const override;
};

}  // namespace chancery::webauthn
