#include "adapters/crypto/refresh_token_mint.hpp"

#include <cassert>

#include "adapters/crypto/digest.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

constexpr std::size_t seed_length = 32;
constexpr std::string_view successor_label = "chancery refresh successor v1";

std::string tag(const OpenedKey& key, const RefreshTokenBody& body) {
  const Secret covered(tagged_bytes(body));
  return hmac_sha256(*key.symmetric(), covered.reveal());
}

}  // namespace

Secret RefreshTokenMint::write(const FamilyId& family, std::uint32_t generation,
                               const Secret& secret) {
  assert(family.value().size() == 22 && secret.reveal().size() == 32);
  const auto& key = ring_.keys().need_active(KeyUse::tag_refresh_tokens);
  const RefreshTokenBody body{key.record.id, family, generation, secret};
  return write_refresh_token({body, tag(key, body)});
}

std::optional<RefreshTokenBody> RefreshTokenMint::read(std::string_view token) {
  auto read = read_refresh_token(token);
  if (!read) return std::nullopt;
  const auto* key = ring_.find(read->body.tag_key.value());
  if (key == nullptr || key->record.use != KeyUse::tag_refresh_tokens) return std::nullopt;
  if (!constant_time_equal(tag(*key, read->body), read->tag)) return std::nullopt;
  return std::move(read->body);
}

Secret RefreshTokenMint::successor(const Secret& presented, const std::string& seed) const {
  const auto seed_bytes = codec::from_base64url(seed);
  if (!seed_bytes || seed_bytes->size() != seed_length) {
    throw Unavailable("a refresh family's seed cannot be read");
  }
  return Secret(hmac_sha256(presented, std::string(successor_label) + *seed_bytes));
}

TokenDigest RefreshTokenMint::digest(const Secret& secret) const {
  return TokenDigest(codec::base64url(sha256(secret.reveal())));
}

}  // namespace chancery::crypto
