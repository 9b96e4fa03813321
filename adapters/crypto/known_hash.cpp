#include "adapters/crypto/known_hash.hpp"

#include "adapters/crypto/peppers.hpp"
#include "adapters/crypto/phc_string.hpp"

namespace chancery::crypto {

bool is_known_hash(std::string_view stored) {
  constexpr std::uint32_t most_memory = 1U << 20U;
  constexpr std::uint32_t most_passes = 64;
  const auto cost = read_argon2_cost(read_peppered(stored).phc);
  return cost && cost->memory <= most_memory && cost->passes <= most_passes;
}

}  // namespace chancery::crypto
