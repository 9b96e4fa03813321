#include "tests/simulation/crypto.hpp"

#include <array>

namespace chancery::simulation {
namespace {

void append(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 8; ++i, value >>= 8U) out += static_cast<char>(value & 0xffU);
}

}  // namespace

std::string scrambled(std::string_view purpose, std::string_view text) {
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  const auto feed = [&](std::string_view bytes) {
    for (const char byte : bytes) {
      for (auto& lane : lanes) {
        lane = (lane ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
        lane ^= lane >> 31U;
      }
    }
  };
  feed(purpose);
  feed("|");
  feed(text);
  std::string out;
  out.reserve(32);
  for (const auto lane : lanes) append(out, Random(lane).next());
  return out;
}

std::string SeededEntropy::bytes(std::size_t count) {
  std::string out;
  while (out.size() < count) append(out, random_.next());
  out.resize(count);
  return out;
}

Secret RememberingSigner::sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) {
  auto token = std::string(name(alg)) + ":" + claims.id.value();
  signed_.insert_or_assign(token, claims);
  return Secret(token);
}

std::optional<AccessTokenClaims> RememberingSigner::verify(std::string_view token) {
  const auto found = signed_.find(token);
  return found == signed_.end() ? std::nullopt : std::optional(found->second);
}

Secret RememberingJwtSigner::sign(const codec::Json& payload, outbound::JwtType type,
                                  SignatureAlgorithm alg) {
  auto token = std::string(name(alg)) + ":" + std::to_string(signed_.size());
  signed_.insert_or_assign(token, Signed{payload, type});
  return Secret(token);
}

std::optional<codec::Json> RememberingJwtSigner::verify(std::string_view token) {
  const auto found = signed_.find(token);
  const bool is_other =
      found == signed_.end() || found->second.type == outbound::JwtType::logout_token;
  return is_other ? std::nullopt : std::optional(found->second.payload);
}

std::string ScrambledHashes::sha256(std::string_view bytes) const {
  return scrambled("sha256", bytes);
}

std::string ScrambledHashes::sha512(std::string_view bytes) const {
  return scrambled("sha512 begins", bytes) + scrambled("sha512 ends", bytes);
}

Secret ScrambledMint::write(const FamilyId& family, std::uint32_t generation,
                            const Secret& secret) {
  RefreshToken token{{KeyId("key1"), family, generation, secret}, {}};
  token.tag = scrambled("tag", tagged_bytes(token.body));
  return write_refresh_token(token);
}

std::optional<RefreshTokenBody> ScrambledMint::read(std::string_view token) {
  auto parsed = read_refresh_token(token);
  if (!parsed || parsed->tag != scrambled("tag", tagged_bytes(parsed->body))) return std::nullopt;
  return std::move(parsed->body);
}

Secret ScrambledMint::successor(const Secret& presented, const std::string& seed) const {
  return Secret(scrambled("successor", presented.reveal() + seed));
}

TokenDigest ScrambledMint::digest(const Secret& secret) const {
  return TokenDigest(scrambled("digest", secret.reveal()));
}

ClientSecretDigest ScrambledDigester::digest(const Secret& secret) {
  return {KeyId("key1"), scrambled("client secret", secret.reveal())};
}

bool ScrambledDigester::matches(const ClientSecretDigest& digest, const Secret& secret) {
  return digest == this->digest(secret);
}

PasswordHash ScrambledHasher::hash(const Secret& password) {
  return PasswordHash(scrambled("password", password.reveal()));
}

bool ScrambledHasher::verify(const Secret& password, const PasswordHash& hash) {
  return hash.value() == scrambled("password", password.reveal());
}

}  // namespace chancery::simulation
