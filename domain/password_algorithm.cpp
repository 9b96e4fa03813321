#include "domain/password_hash_format.hpp"

#include <algorithm>
#include <array>

namespace chancery {
namespace {

struct AlgorithmOf {
  PasswordAlgorithm operator()(const Argon2Hash& hash) const { return hash.algorithm; }
  PasswordAlgorithm operator()(const CryptHash& hash) const { return hash.algorithm; }
  PasswordAlgorithm operator()(const Pbkdf2Hash& hash) const {
    switch (hash.sha) {
      case ShaKind::sha1: return PasswordAlgorithm::pbkdf2_sha1;
      case ShaKind::sha256: return PasswordAlgorithm::pbkdf2_sha256;
      case ShaKind::sha512: break;
    }
    return PasswordAlgorithm::pbkdf2_sha512;
  }
  PasswordAlgorithm operator()(const ScryptHash&) const { return PasswordAlgorithm::scrypt; }
  PasswordAlgorithm operator()(const FirebaseScryptHash&) const {
    return PasswordAlgorithm::firebase_scrypt;
  }
  PasswordAlgorithm operator()(const ShaHash& hash) const {
    return hash.salt.empty() ? PasswordAlgorithm::unsalted_sha : PasswordAlgorithm::salted_sha;
  }
};

struct Scheme {
  std::string_view name;
  PasswordAlgorithm algorithm;
};

constexpr auto schemes = std::to_array<Scheme>({
    {"$argon2id", PasswordAlgorithm::argon2id},
    {"$argon2i", PasswordAlgorithm::argon2i},
    {"$2a", PasswordAlgorithm::bcrypt},
    {"$2b", PasswordAlgorithm::bcrypt},
    {"$2y", PasswordAlgorithm::bcrypt},
    {"$5", PasswordAlgorithm::sha256_crypt},
    {"$6", PasswordAlgorithm::sha512_crypt},
    {"$pbkdf2", PasswordAlgorithm::pbkdf2_sha1},
    {"$pbkdf2-sha256", PasswordAlgorithm::pbkdf2_sha256},
    {"$pbkdf2-sha512", PasswordAlgorithm::pbkdf2_sha512},
    {"pbkdf2_sha1", PasswordAlgorithm::pbkdf2_sha1},
    {"pbkdf2_sha256", PasswordAlgorithm::pbkdf2_sha256},
    {"$scrypt", PasswordAlgorithm::scrypt},
    {"$firebase-scrypt", PasswordAlgorithm::firebase_scrypt},
    {"{SHA", PasswordAlgorithm::unsalted_sha},
    {"{SHA256", PasswordAlgorithm::unsalted_sha},
    {"{SHA512", PasswordAlgorithm::unsalted_sha},
    {"{SSHA", PasswordAlgorithm::salted_sha},
    {"{SSHA256", PasswordAlgorithm::salted_sha},
    {"{SSHA512", PasswordAlgorithm::salted_sha},
    {"sha1", PasswordAlgorithm::salted_sha},
});

}  // namespace

PasswordAlgorithm algorithm_of(const PasswordHashFields& fields) {
  return std::visit(AlgorithmOf(), fields);
}

std::expected<PasswordAlgorithm, PasswordHashFault> algorithm_of(std::string_view encoded) {
  const auto fields = read_password_hash(encoded);
  if (!fields) return std::unexpected(fields.error());
  return algorithm_of(*fields);
}

std::optional<PasswordAlgorithm> algorithm_of_scheme(std::string_view scheme) {
  const auto* const found = std::ranges::find(schemes, scheme, &Scheme::name);
  if (found == schemes.end()) return std::nullopt;
  return found->algorithm;
}

std::string_view name_of(PasswordAlgorithm algorithm) {
  switch (algorithm) {
    case PasswordAlgorithm::argon2id: return "argon2id";
    case PasswordAlgorithm::argon2i: return "argon2i";
    case PasswordAlgorithm::bcrypt: return "bcrypt";
    case PasswordAlgorithm::sha256_crypt: return "sha256-crypt";
    case PasswordAlgorithm::sha512_crypt: return "sha512-crypt";
    case PasswordAlgorithm::pbkdf2_sha1: return "pbkdf2-sha1";
    case PasswordAlgorithm::pbkdf2_sha256: return "pbkdf2-sha256";
    case PasswordAlgorithm::pbkdf2_sha512: return "pbkdf2-sha512";
    case PasswordAlgorithm::scrypt: return "scrypt";
    case PasswordAlgorithm::firebase_scrypt: return "firebase-scrypt";
    case PasswordAlgorithm::salted_sha: return "salted-sha";
    case PasswordAlgorithm::unsalted_sha: break;
  }
  return "unsalted-sha";
}

}  // namespace chancery
