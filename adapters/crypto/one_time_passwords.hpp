#pragma once

#include "adapters/crypto/digest.hpp"
#include "domain/totp.hpp"
#include "ports/outbound/one_time_passwords.hpp"

namespace chancery::crypto {

class OneTimePasswords final : public outbound::OneTimePasswords {
 public:
  [[nodiscard]] Secret code(const Secret& key, std::int64_t step) const override {
    return Secret(totp_code(hmac_sha1(key, totp_message(step))));
  }
};

}  // namespace chancery::crypto
