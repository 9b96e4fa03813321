#include "adapters/crypto/password_hasher.hpp"

#include <sodium.h>

#include <cerrno>
#include <string>

#include "adapters/crypto/phc_string.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

constexpr std::size_t memory_kib = 19456;
constexpr unsigned passes = 2;
constexpr std::size_t salt_length = 16;
constexpr std::size_t hash_length = 32;

constexpr std::uint32_t max_memory_kib = 1024 * 1024;
constexpr std::uint32_t max_passes = 10;

std::string unpadded(std::string_view bytes) {
  auto text = codec::base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

PasswordHash make_decoy(outbound::Entropy& entropy) {
  return PasswordHash(
      "$argon2id$v=19$m=" + std::to_string(memory_kib) + ",t=" + std::to_string(passes) + ",p=1$" +
      unpadded(entropy.bytes(salt_length)) + "$" + unpadded(entropy.bytes(hash_length)));
}

bool is_affordable(std::string_view phc) {
  const auto cost = read_argon2_cost(phc);
  return cost && cost->memory <= max_memory_kib && cost->passes <= max_passes && cost->lanes == 1;
}

}  // namespace

PasswordHasher::PasswordHasher(Limits limits, outbound::Entropy& entropy)
    : places_(limits.threads, limits.queue), decoy_(make_decoy(entropy)) {
  if (sodium_init() < 0) throw Unavailable("libsodium cannot start");
}

PasswordHash PasswordHasher::hash(const Secret& password) {
  const auto place = places_.take();
  char phc[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(phc, password.reveal().data(), password.reveal().size(), passes,
                            memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Unavailable("no memory for hashing a password");
  }
  return PasswordHash(phc);
}

bool PasswordHasher::verify(const Secret& password, const PasswordHash& hash) {
  if (!is_affordable(hash.value())) return false;
  const auto place = places_.take();
  errno = 0;
  if (crypto_pwhash_str_verify(hash.value().c_str(), password.reveal().data(),
                               password.reveal().size()) == 0) {
    return true;
  }
  // Out of memory is no wrong password: it must not count as a failed login.
  if (errno == ENOMEM) throw Unavailable("no memory for verifying a password");
  return false;
}

}  // namespace chancery::crypto
