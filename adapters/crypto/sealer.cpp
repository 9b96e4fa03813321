#include "adapters/crypto/sealer.hpp"

#include <cassert>

#include "adapters/crypto/aes_gcm.hpp"
#include "adapters/crypto/digest.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
namespace {

constexpr std::string_view version = "s1.";
constexpr std::size_t hint_length = 8;

std::string hint_of(const Secret& key) {
  return codec::base64url(hmac_sha256(key, "chancery master key hint v1")).substr(0, hint_length);
}

std::string header(std::string_view hint) { return std::string(version) + std::string(hint) + "."; }

/// The header is bound too, or one version's text could pass for another's.
std::string associated_data(std::string_view header, const SealedPlace& place) {
  assert(place.table.find('/') == std::string_view::npos);
  assert(place.column.find('/') == std::string_view::npos);
  std::string out(header);
  for (const auto part : {place.table, place.row, place.column}) out.append("/").append(part);
  return out;
}

}  // namespace

Sealer::Sealer(const MasterKeys& master_keys, outbound::Entropy& entropy) : entropy_(entropy) {
  for (const auto& key : master_keys.keys()) keys_.push_back({hint_of(key), key});
}

std::string Sealer::seal(const Secret& secret, const SealedPlace& place) {
  const auto& [hint, key] = keys_.front();
  auto text = header(hint);
  const auto nonce = entropy_.bytes(gcm_nonce_length);
  const auto box = aes_256_gcm_seal(key, nonce, secret, associated_data(text, place));
  return text += codec::base64url(nonce + box);
}

std::optional<Secret> Sealer::open(std::string_view sealed, const SealedPlace& place) const {
  for (const auto& [hint, key] : keys_) {
    const auto text = header(hint);
    if (!sealed.starts_with(text)) continue;
    const auto bytes = codec::from_base64url(sealed.substr(text.size()));
    if (!bytes || bytes->size() < gcm_nonce_length) return std::nullopt;
    const auto box = std::string_view(*bytes);
    auto opened = aes_256_gcm_open(key, box.substr(0, gcm_nonce_length),
                                   box.substr(gcm_nonce_length), associated_data(text, place));
    // Two master keys may share a hint, once in 2^48.
    if (opened) return opened;
  }
  return std::nullopt;
}

}  // namespace chancery::crypto
