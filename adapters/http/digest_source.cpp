#include "adapters/http/digest_source.hpp"

#include <openssl/sha.h>

#include <array>

#include "domain/codec/base64url.hpp"

namespace chancery::http {

std::string digest_source(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return "'sha256-" + codec::base64({reinterpret_cast<const char*>(digest.data()), digest.size()}) +
         '\'';
}

}  // namespace chancery::http
