#include "adapters/crypto/message_mac.hpp"

#include <cassert>

#include "adapters/crypto/digest.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::crypto {

std::string MessageMac::compute(KeyUse use, std::string_view text) {
  assert(!is_replaced(use));
  return codec::base64url(hmac_sha256(*ring_.keys().need_active(use).symmetric(), text));
}

}  // namespace chancery::crypto
