// What is read is within the bounds, and those that are cheap are verified without a complaint of
// libxcrypt, libsodium or OpenSSL: what passes the reader is good enough for the libraries.

#include "domain/password_hash_format.hpp"

#include <sodium.h>

#include <cstdint>
#include <cstdlib>

#include "adapters/crypto/password_match.hpp"

namespace {

using namespace chancery;

void require(bool claim) {
  if (!claim) std::abort();
}

/// Checks the bounds, and says whether the hash takes less than a few milliseconds.
struct IsCheap {
  std::string_view text;

  bool operator()(const Argon2Hash& hash) const {
    require(hash.cost.memory <= 1024 * 1024 && hash.cost.passes <= 10 && hash.cost.lanes <= 16);
    return hash.cost.memory <= 256;
  }
  bool operator()(const CryptHash&) const {
    return text.starts_with("$2b$04$") || text.contains("$rounds=1000$");
  }
  bool operator()(const Pbkdf2Hash& hash) const {
    require(hash.iterations > 0 && hash.iterations <= 5'000'000);
    require(!hash.salt.empty() && hash.hash.size() >= 16 && hash.hash.size() <= 64);
    return hash.iterations <= 1000;
  }
  bool operator()(const ScryptHash& hash) const { return is_cheap(hash.log_n, hash.r, hash.p); }
  bool operator()(const FirebaseScryptHash& hash) const {
    require(hash.signer_key.reveal().size() == hash.hash.size());
    return is_cheap(hash.log_n, hash.r, 1);
  }
  bool operator()(const ShaHash& hash) const {
    require(hash.salt.size() <= 64);
    return true;
  }

  static bool is_cheap(std::uint64_t log_n, std::uint64_t r, std::uint64_t p) {
    require(log_n > 0 && log_n < 32 && r > 0 && p > 0 && (r * p) << log_n <= 1U << 22U);
    return (r * p) << log_n <= 1U << 12U;
  }
};

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) { return sodium_init() < 0 ? 1 : 0; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fields = read_password_hash(text);
  require(algorithm_of(text).has_value() == fields.has_value());
  if (!fields) return 0;
  require(!name_of(algorithm_of(*fields)).empty() && !text.contains('\0'));
  if (std::visit(IsCheap{text}, *fields)) {
    (void)crypto::password_matches(Secret("password"), *fields, text);
  }
  return 0;
}
