#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/phc_string.hpp"
#include "domain/secret.hpp"

namespace chancery {

/// What made a stored password hash. All but argon2id come with accounts from elsewhere.
enum class PasswordAlgorithm : std::uint8_t {
  argon2id,
  argon2i,
  bcrypt,
  sha256_crypt,
  sha512_crypt,
  pbkdf2_sha1,
  pbkdf2_sha256,
  pbkdf2_sha512,
  scrypt,
  firebase_scrypt,
  salted_sha,
  unsalted_sha,
};

enum class PasswordHashFault : std::uint8_t {
  /// It begins like none of the formats.
  unknown_format,
  /// It begins like one and is not written as that one is.
  malformed,
  /// Well written, but verifying it would take more than a login may.
  too_costly,
};

enum class ShaKind : std::uint8_t { sha1, sha256, sha512 };

/// A text that a library verifies as a whole.
struct Argon2Hash {
  PasswordAlgorithm algorithm;
  Argon2Cost cost;
};

/// A text that crypt(3) verifies as a whole.
struct CryptHash {
  PasswordAlgorithm algorithm;
};

/// RFC 8018 §5.2.
struct Pbkdf2Hash {
  ShaKind sha;
  std::uint32_t iterations;
  std::string salt;
  std::string hash;
};

/// RFC 7914.
struct ScryptHash {
  std::uint32_t log_n;
  std::uint32_t r;
  std::uint32_t p;
  std::string salt;
  std::string hash;
};

/// scrypt whose first 32 bytes are the AES-256-CTR key that encrypts a project's signer key: what
/// comes out is the hash. The salt is the account's, then the project's separator. p is 1.
struct FirebaseScryptHash {
  std::uint32_t log_n;
  std::uint32_t r;
  std::string salt;
  Secret signer_key;
  std::string hash;
};

/// One SHA over the password and a salt, which may be empty.
struct ShaHash {
  ShaKind sha;
  /// Django's order. LDAP has the password first.
  bool salt_first;
  std::string salt;
  std::string hash;
};

using PasswordHashFields =
    std::variant<Argon2Hash, CryptHash, Pbkdf2Hash, ScryptHash, FirebaseScryptHash, ShaHash>;

/// Takes a hash apart, without its pepper's prefix. Strict: canonical base64, decimals without
/// leading zeros, nothing behind the last field. Computes nothing.
///
///   bcrypt         `$2a$` `$2b$` `$2y$`           cost 4 to 15
///   SHA-crypt      `$5$` `$6$`                    1000 to 1,000,000 rounds, salt of at most 16
///   argon2         `$argon2id$` `$argon2i$`       1 GiB, 10 passes, 16 lanes
///   PBKDF2         passlib's `$pbkdf2$` `$pbkdf2-sha256$` `$pbkdf2-sha512$` (as Keycloak's are
///                  written too), Django's `pbkdf2_sha1$` `pbkdf2_sha256$`; 5,000,000 iterations
///                  over all blocks of the output
///   scrypt         passlib's `$scrypt$ln=…,r=…,p=…$salt$hash`; 256 MiB, N·r·p up to 2^22
///   Firebase       `$firebase-scrypt$ln=…,r=…,sep=…,key=…$salt$hash`, base64 without padding; the
///                  bounds of scrypt
///   SHA            LDAP's `{SHA}` `{SHA256}` `{SHA512}` `{SSHA}` `{SSHA256}` `{SSHA512}`, Django's
///                  `sha1$salt$hex`
///
/// Derived hashes have 16 to 64 bytes, salts of these 1 to 64, Firebase's keys 16 to 128. The
/// dearest of all takes a few seconds.
[[nodiscard]] std::expected<PasswordHashFields, PasswordHashFault> read_password_hash(
    std::string_view encoded);

/// Of fields that `read_password_hash` returned.
[[nodiscard]] PasswordAlgorithm algorithm_of(const PasswordHashFields& fields);

/// What `read_password_hash` says, without the fields: whether a login could verify this hash, and
/// if not, why.
[[nodiscard]] std::expected<PasswordAlgorithm, PasswordHashFault> algorithm_of(
    std::string_view encoded);

/// What hashes of a scheme are: `$2b`, `{SSHA`, `pbkdf2_sha256`; a text up to its second `$` or its
/// `}`, exclusively. Nothing for one that is unknown.
[[nodiscard]] std::optional<PasswordAlgorithm> algorithm_of_scheme(std::string_view scheme);

/// As reports and metrics have it: `argon2id`, `pbkdf2-sha256`, …
[[nodiscard]] std::string_view name_of(PasswordAlgorithm algorithm);

}  // namespace chancery
