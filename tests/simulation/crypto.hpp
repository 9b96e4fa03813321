#pragma once

#include <map>
#include <string>
#include <string_view>

#include "ports/outbound/client_secret_digester.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/hashes.hpp"
#include "ports/outbound/id_token_signer.hpp"
#include "ports/outbound/password_blocklist.hpp"
#include "ports/outbound/password_hasher.hpp"
#include "ports/outbound/refresh_token_mint.hpp"
#include "ports/outbound/token_signer.hpp"
#include "tests/simulation/random.hpp"

// Cryptography that is quick and can be read: what actors cannot know they do not compute. All
// nodes share it, as they share their keys.

namespace chancery::simulation {

/// 32 bytes that depend on every byte of the text; `purpose` keeps uses apart.
std::string scrambled(std::string_view purpose, std::string_view text);

/// Bytes drawn from the seed.
class SeededEntropy final : public outbound::Entropy {
 public:
  explicit SeededEntropy(Random random) : random_(random) {}
  std::string bytes(std::size_t count) override;

 private:
  Random random_;
};

/// Remembers what it signed; verifies exactly that.
class RememberingSigner final : public outbound::TokenSigner {
 public:
  Secret sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) override;
  std::optional<AccessTokenClaims> verify(std::string_view token) override;

 private:
  std::map<std::string, AccessTokenClaims, std::less<>> signed_;
};

/// The same of what clients verify.
class RememberingJwtSigner final : public outbound::IdTokenSigner {
 public:
  Secret sign(const codec::Json& payload, outbound::JwtType type, SignatureAlgorithm alg) override;
  std::optional<codec::Json> verify(std::string_view token) override;

 private:
  struct Signed {
    codec::Json payload;
    outbound::JwtType type;
  };
  std::map<std::string, Signed, std::less<>> signed_;
};

class ScrambledHashes final : public outbound::Hashes {
 public:
  [[nodiscard]] std::string sha256(std::string_view bytes) const override;
  [[nodiscard]] std::string sha512(std::string_view bytes) const override;
};

/// The real wire form, with a tag that nobody but this class makes.
class ScrambledMint final : public outbound::RefreshTokenMint {
 public:
  Secret write(const FamilyId& family, std::uint32_t generation, const Secret& secret) override;
  std::optional<RefreshTokenBody> read(std::string_view token) override;
  [[nodiscard]] Secret successor(const Secret& presented, const std::string& seed) const override;
  [[nodiscard]] TokenDigest digest(const Secret& secret) const override;
};

class ScrambledDigester final : public outbound::ClientSecretDigester {
 public:
  ClientSecretDigest digest(const Secret& secret) override;
  bool matches(const ClientSecretDigest& digest, const Secret& secret) override;
};

/// Nobody in a story chooses badly.
class NoBlocklist final : public outbound::PasswordBlocklist {
 public:
  bool contains(const Secret& /*password*/) override { return false; }
};

class ScrambledHasher final : public outbound::PasswordHasher {
 public:
  PasswordHash hash(const Secret& password) override;
  bool verify(const Secret& password, const PasswordHash& hash) override;
  [[nodiscard]] bool is_current(const PasswordHash& /*hash*/) const override { return true; }
  [[nodiscard]] const PasswordHash& decoy() const override { return decoy_; }

 private:
  PasswordHash decoy_{"decoy"};
};

}  // namespace chancery::simulation
