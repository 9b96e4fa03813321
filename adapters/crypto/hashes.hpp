#pragma once

#include "adapters/crypto/digest.hpp"
#include "ports/outbound/hashes.hpp"

namespace chancery::crypto {

class Hashes final : public outbound::Hashes {
 public:
  [[nodiscard]] std::string sha256(std::string_view bytes) const override {
    return crypto::sha256(bytes);
  }
  [[nodiscard]] std::string sha512(std::string_view bytes) const override {
    return crypto::sha512(bytes);
  }
};

}  // namespace chancery::crypto
