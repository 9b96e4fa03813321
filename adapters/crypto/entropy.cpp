#include "adapters/crypto/entropy.hpp"

#include <openssl/rand.h>

#include <cassert>
#include <climits>

#include "adapters/crypto/openssl.hpp"

namespace chancery::crypto {

Entropy::Entropy() : Entropy(&RAND_bytes) {}

std::string Entropy::bytes(std::size_t count) {
  assert(count <= INT_MAX);
  const CleanErrorQueue clean;
  std::string out(count, '\0');
  require(generator_(bytes_of(out), static_cast<int>(count)) == 1, "random bytes");
  return out;
}

}  // namespace chancery::crypto
