#include "adapters/crypto/password_hasher.hpp"

#include <sodium.h>

#include <cassert>
#include <cerrno>
#include <string>

#include "domain/codec/base64url.hpp"
#include "domain/password_policy.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

constexpr std::size_t salt_length = 16;
constexpr std::size_t hash_length = 32;

constexpr std::uint32_t max_memory_kib = 1024 * 1024;
constexpr std::uint32_t max_passes = 10;

std::string unpadded(std::string_view bytes) {
  auto text = codec::base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string_view id_of(const Pepper* pepper) { return pepper ? pepper->id : std::string_view(); }

PasswordHash make_decoy(const Argon2Cost& cost, const Pepper* pepper, outbound::Entropy& entropy) {
  const auto phc =
      "$argon2id$v=19$m=" + std::to_string(cost.memory) + ",t=" + std::to_string(cost.passes) +
      ",p=1$" + unpadded(entropy.bytes(salt_length)) + "$" + unpadded(entropy.bytes(hash_length));
  return PasswordHash(write_peppered({id_of(pepper), phc}));
}

bool is_affordable(std::string_view phc) {
  const auto cost = read_argon2_cost(phc);
  return cost && cost->memory <= max_memory_kib && cost->passes <= max_passes && cost->lanes == 1;
}

}  // namespace

PasswordHasher::PasswordHasher(Limits limits, outbound::Entropy& entropy, Peppers peppers)
    : places_(limits.threads, limits.queue),
      cost_(limits.cost),
      peppers_(std::move(peppers)),
      decoy_(make_decoy(cost_, peppers_.first(), entropy)) {
  assert(cost_.lanes == 1);
  if (sodium_init() < 0) throw Unavailable("libsodium cannot start");
}

PasswordHash PasswordHasher::hash(const Secret& password) {
  const auto normal = normal_form(password);
  assert(normal);
  const auto* const pepper = peppers_.first();
  const auto text = pepper ? peppered(*normal, *pepper) : *normal;
  char phc[crypto_pwhash_STRBYTES];
  int outcome = -1;
  places_.take().run([&] {
    outcome = crypto_pwhash_str_alg(phc, text.reveal().data(), text.reveal().size(), cost_.passes,
                                    std::size_t{cost_.memory} * 1024, crypto_pwhash_ALG_ARGON2ID13);
  });
  if (outcome != 0) throw Unavailable("no memory for hashing a password");
  return PasswordHash(write_peppered({id_of(pepper), phc}));
}

bool PasswordHasher::verify(const Secret& password, const PasswordHash& hash) {
  const auto normal = normal_form(password);
  const auto stored = read_peppered(hash.value());
  if (!normal || !is_affordable(stored.phc)) return false;
  if (stored.pepper.empty()) return matches(*normal, stored.phc);
  const auto* const pepper = peppers_.find(stored.pepper);
  if (pepper != nullptr) return matches(peppered(*normal, *pepper), stored.phc);
  std::ignore = matches(*normal, stored.phc);
  return false;
}

bool PasswordHasher::matches(const Secret& text, std::string_view phc) {
  int outcome = -1;
  int error = 0;
  places_.take().run([&] {
    errno = 0;
    outcome = crypto_pwhash_str_verify(std::string(phc).c_str(), text.reveal().data(),
                                       text.reveal().size());
    error = errno;
  });
  // Out of memory is no wrong password: it must not count as a failed login.
  if (outcome != 0 && error == ENOMEM) throw Unavailable("no memory for verifying a password");
  return outcome == 0;
}

bool PasswordHasher::is_current(const PasswordHash& hash) const {
  const auto stored = read_peppered(hash.value());
  return stored.pepper == id_of(peppers_.first()) && stored.phc.starts_with("$argon2id$") &&
         read_argon2_cost(stored.phc) == cost_;
}

}  // namespace chancery::crypto
