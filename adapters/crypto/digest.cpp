#include "adapters/crypto/digest.hpp"

#include <openssl/hmac.h>
#include <sodium.h>

#include "adapters/crypto/openssl.hpp"

namespace chancery::crypto {
namespace {

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

// libsodium's rather than OpenSSL's: for messages this short OpenSSL 3 spends longer on looking the
// algorithm up than on running it, and has ways to fail besides.

std::string sha256(std::string_view bytes) {
  std::string out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()), octets(bytes), bytes.size());
  return out;
}

std::string sha512(std::string_view bytes) {
  std::string out(crypto_hash_sha512_BYTES, '\0');
  crypto_hash_sha512(reinterpret_cast<unsigned char*>(out.data()), octets(bytes), bytes.size());
  return out;
}

std::string hmac_sha256(const Secret& key, std::string_view bytes) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, octets(key.reveal()), key.reveal().size());
  crypto_auth_hmacsha256_update(&state, octets(bytes), bytes.size());
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
  sodium_memzero(&state, sizeof state);
  return out;
}

std::string hmac_sha1(const Secret& key, std::string_view bytes) {
  const CleanErrorQueue clean;
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned length = 0;
  const auto& secret = key.reveal();
  require(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), bytes_of(bytes),
               bytes.size(), bytes_of(out), &length) != nullptr,
          "HMAC-SHA-1");
  out.resize(length);
  return out;
}

}  // namespace chancery::crypto
