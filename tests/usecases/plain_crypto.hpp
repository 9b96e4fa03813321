#pragma once

// Cryptography in plain sight: what it signed, digested and hashed one can read.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"
#include "domain/refresh_token.hpp"
#include "ports/outbound/client_secret_digester.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/hashes.hpp"
#include "ports/outbound/id_token_signer.hpp"
#include "ports/outbound/message_mac.hpp"
#include "ports/outbound/password_hasher.hpp"
#include "ports/outbound/refresh_token_mint.hpp"
#include "ports/outbound/token_signer.hpp"
#include "ports/unavailable.hpp"

namespace chancery::test {

/// Bytes that never repeat, and can fail.
struct CountingEntropy final : outbound::Entropy {
  std::string bytes(std::size_t count) override {
    if (broken) throw Unavailable("no entropy");
    std::string out(count, '\0');
    auto number = ++drawn;
    for (std::size_t i = 0; i < count && number > 0; ++i, number >>= 8U) {
      out[i] = static_cast<char>(number & 0xffU);
    }
    return out;
  }
  std::uint64_t drawn = 0;
  bool broken = false;
};

/// Remembers what it signed; verifies exactly that.
struct RememberingSigner final : outbound::TokenSigner {
  Secret sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) override {
    if (broken) throw Unavailable("no key");
    auto token = std::string(name(alg)) + ":" + claims.id.value();
    signed_tokens.insert_or_assign(token, claims);
    return Secret(token);
  }
  std::optional<AccessTokenClaims> verify(std::string_view token) override {
    const auto it = signed_tokens.find(std::string(token));
    return it == signed_tokens.end() ? std::nullopt : std::optional(it->second);
  }
  std::map<std::string, AccessTokenClaims> signed_tokens;
  bool broken = false;
};

/// Everything in plain sight; the real wire form, with a tag that says "tag".
struct PlainMint final : outbound::RefreshTokenMint {
  static constexpr std::string_view tag = "tag tag tag tag tag tag tag tag ";
  Secret write(const FamilyId& family, std::uint32_t generation, const Secret& secret) override {
    return write_refresh_token({{KeyId("key1"), family, generation, secret}, std::string(tag)});
  }
  std::optional<RefreshTokenBody> read(std::string_view token) override {
    auto parsed = read_refresh_token(token);
    if (!parsed || parsed->tag != tag) return std::nullopt;
    return std::move(parsed->body);
  }
  [[nodiscard]] Secret successor(const Secret& presented, const std::string& seed) const override {
    auto bytes = std::to_string(std::hash<std::string>{}(presented.reveal() + seed));
    bytes.resize(32, '.');
    return Secret(bytes);
  }
  [[nodiscard]] TokenDigest digest(const Secret& secret) const override {
    return TokenDigest("digest of " + secret.reveal());
  }
};

struct PlainDigester final : outbound::ClientSecretDigester {
  ClientSecretDigest digest(const Secret& secret) override {
    return {KeyId("key1"), "mac of " + secret.reveal()};
  }
  bool matches(const ClientSecretDigest& digest, const Secret& secret) override {
    ++compared;
    return digest == this->digest(secret);
  }
  int compared = 0;
};

struct PlainHasher final : outbound::PasswordHasher {
  PasswordHash hash(const Secret& password) override {
    if (full) throw Unavailable("too many hashes");
    ++hashed;
    return PasswordHash("hash of " + password.reveal());
  }
  bool verify(const Secret& password, const PasswordHash& hash) override {
    ++verified;
    return hash.value() == "hash of " + password.reveal() ||
           hash.value() == "old hash of " + password.reveal();
  }
  [[nodiscard]] bool is_current(const PasswordHash& hash) const override {
    return !hash.value().starts_with("old ");
  }
  [[nodiscard]] const PasswordHash& decoy() const override { return decoy_; }
  /// Whether there is no place to hash in.
  bool full = false;
  int hashed = 0;
  int verified = 0;

 private:
  PasswordHash decoy_{"decoy"};
};

/// No code at all, but another for another text, in the form of one.
struct PlainMac final : outbound::MessageMac {
  std::string compute(KeyUse use, std::string_view text) override {
    return codec::base64url(std::string(name(use)) + " of " + std::string(text));
  }
};

/// No hash at all, but of the right length, and another for another text.
struct PlainHashes final : outbound::Hashes {
  [[nodiscard]] std::string sha256(std::string_view bytes) const override {
    return spread(bytes, 32);
  }
  [[nodiscard]] std::string sha512(std::string_view bytes) const override {
    return spread(bytes, 64);
  }

 private:
  static std::string spread(std::string_view bytes, std::size_t size) {
    auto out = std::to_string(std::hash<std::string_view>{}(bytes));
    out.resize(size, '#');
    return out;
  }
};

/// Remembers what it signed; verifies exactly the ID tokens among it.
struct RememberingJwtSigner final : outbound::IdTokenSigner {
  struct Signed {
    codec::Json payload;
    outbound::JwtType type;
    SignatureAlgorithm alg;
  };
  Secret sign(const codec::Json& payload, outbound::JwtType type, SignatureAlgorithm alg) override {
    if (broken) throw Unavailable("no key");
    auto token = "jwt-" + std::to_string(tokens.size());
    tokens.insert_or_assign(token, Signed{payload, type, alg});
    return Secret(token);
  }
  std::optional<codec::Json> verify(std::string_view token) override {
    const auto it = tokens.find(std::string(token));
    if (it == tokens.end() || it->second.type == outbound::JwtType::logout_token) {
      return std::nullopt;
    }
    return it->second.payload;
  }
  std::map<std::string, Signed> tokens;
  bool broken = false;
};

}  // namespace chancery::test
