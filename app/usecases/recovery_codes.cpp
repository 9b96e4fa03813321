#include "app/usecases/recovery_codes.hpp"

namespace chancery {

NewRecoveryCodes new_recovery_codes(const UserId& user, outbound::Entropy& entropy,
                                    outbound::MessageMac& macs) {
  NewRecoveryCodes made;
  for (std::size_t i = 0; i < recovery_code_count; ++i) {
    made.codes.push_back(recovery_code(Secret(entropy.bytes(recovery_code_length))));
    made.digests.push_back(digest_of(macs, user, made.codes.back()));
  }
  return made;
}

RecoveryCodeDigest digest_of(outbound::MessageMac& macs, const UserId& user, const Secret& code) {
  return RecoveryCodeDigest(
      macs.compute(KeyUse::digest_recovery_codes, user.value() + ' ' + code.reveal()));
}

}  // namespace chancery
