#include "adapters/crypto/password_hasher.hpp"

#include <sodium.h>

#include <cassert>
#include <string>

#include "adapters/crypto/password_match.hpp"
#include "domain/codec/base64url.hpp"
#include "domain/password_policy.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

constexpr std::size_t salt_length = 16;
constexpr std::size_t hash_length = 32;

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

}  // namespace

PasswordHasher::PasswordHasher(Limits limits, outbound::Entropy& entropy, Peppers peppers)
    : places_({.count = limits.threads, .patience = limits.queue, .idle_time = limits.idle_time}),
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
  const auto fields = read_password_hash(stored.phc);
  if (!normal || !fields) return false;
  bool is_match = false;
  places_.take().run([&] { is_match = matches({password, *normal}, stored, *fields); });
  return is_match;
}

bool PasswordHasher::matches(const Typed& typed, const PepperedHash& stored,
                             const PasswordHashFields& fields) const {
  const auto& [password, normal] = typed;
  const bool is_argon2 = std::holds_alternative<Argon2Hash>(fields);
  if (!stored.pepper.empty()) {
    return is_argon2 && verify_peppered(normal, stored.pepper, fields, stored.phc);
  }
  if (!is_argon2) return verify_imported(password, fields, stored.phc);
  if (password_matches(normal, fields, stored.phc)) return true;
  return password.reveal() != normal.reveal() && password_matches(password, fields, stored.phc);
}

bool PasswordHasher::verify_peppered(const Secret& normal, std::string_view pepper_id,
                                     const PasswordHashFields& fields, std::string_view phc) const {
  const auto* const pepper = peppers_.find(pepper_id);
  if (pepper != nullptr) return password_matches(peppered(normal, *pepper), fields, phc);
  std::ignore = password_matches(normal, fields, phc);
  return false;
}

bool PasswordHasher::verify_imported(const Secret& password, const PasswordHashFields& fields,
                                     std::string_view encoded) const {
  if (password_matches(password, fields, encoded)) return true;
  const auto decoy = read_peppered(decoy_.value()).phc;
  std::ignore = password_matches(password, Argon2Hash{PasswordAlgorithm::argon2id, cost_}, decoy);
  return false;
}

bool PasswordHasher::is_current(const PasswordHash& hash) const {
  const auto stored = read_peppered(hash.value());
  return stored.pepper == id_of(peppers_.first()) && stored.phc.starts_with("$argon2id$") &&
         read_argon2_cost(stored.phc) == cost_;
}

}  // namespace chancery::crypto
