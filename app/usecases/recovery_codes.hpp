#pragma once

#include <vector>

#include "domain/recovery_code.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// Recovery codes as their user is told them, and as they are kept.
struct NewRecoveryCodes {
  std::vector<Secret> codes{};
  std::vector<RecoveryCodeDigest> digests{};
};

/// A set of them, drawn now.
[[nodiscard]] NewRecoveryCodes new_recovery_codes(const UserId& user, outbound::Entropy& entropy,
                                                  outbound::MessageMac& macs);

/// What is kept of one code: bound to its user, under a sealed key.
[[nodiscard]] RecoveryCodeDigest digest_of(outbound::MessageMac& macs, const UserId& user,
                                           const Secret& code);

}  // namespace chancery
