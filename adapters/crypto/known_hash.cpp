#include "adapters/crypto/known_hash.hpp"

#include "adapters/crypto/peppers.hpp"
#include "domain/password_hash_format.hpp"

namespace chancery::crypto {

bool is_known_hash(std::string_view stored) {
  const auto [pepper, phc] = read_peppered(stored);
  const auto algorithm = algorithm_of(phc);
  if (!algorithm) return false;
  const bool is_argon2 =
      algorithm == PasswordAlgorithm::argon2id || algorithm == PasswordAlgorithm::argon2i;
  return pepper.empty() || is_argon2;
}

}  // namespace chancery::crypto
