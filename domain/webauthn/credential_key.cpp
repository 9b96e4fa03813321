#include "domain/webauthn/credential_key.hpp"

#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"

namespace chancery {
namespace {

using codec::Json;

constexpr std::size_t coordinate_length = 32;
constexpr std::size_t min_modulus = 2048 / 8;
constexpr std::size_t max_modulus = 4096 / 8;
constexpr std::size_t max_exponent = 4;

bool is_odd(std::string_view number) {
  return !number.empty() && (static_cast<unsigned char>(number.back()) & 1U) != 0;
}

bool has_length(const P256Key& key) {
  return key.x.size() == coordinate_length && key.y.size() == coordinate_length;
}

bool has_length(const Ed25519Key& key) { return key.x.size() == coordinate_length; }

bool has_length(const RsaKey& key) {
  return key.n.size() >= min_modulus && key.n.size() <= max_modulus && key.n.front() != '\0' &&
         is_odd(key.n) && !key.e.empty() && key.e.size() <= max_exponent && key.e.front() != '\0' &&
         is_odd(key.e) && key.e != "\x01";
}

std::int64_t algorithm_of(const Ed25519Key& /*key*/) { return -8; }
std::int64_t algorithm_of(const P256Key& /*key*/) { return -7; }
std::int64_t algorithm_of(const RsaKey& /*key*/) { return -257; }

Json jwk_of(const P256Key& key) {
  return Json::object({{"kty", "EC"},
                       {"crv", "P-256"},
                       {"x", codec::base64url(key.x)},
                       {"y", codec::base64url(key.y)}});
}

Json jwk_of(const RsaKey& key) {
  return Json::object(
      {{"kty", "RSA"}, {"n", codec::base64url(key.n)}, {"e", codec::base64url(key.e)}});
}

Json jwk_of(const Ed25519Key& key) {
  return Json::object({{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", codec::base64url(key.x)}});
}

/// The bytes of a member; empty if it is not there.
std::string bytes(const Json& jwk, std::string_view name) {
  const auto* member = jwk.find(name);
  const auto* text = member != nullptr ? member->as_string() : nullptr;
  return text != nullptr ? codec::from_base64url(*text).value_or("") : std::string();
}

}  // namespace

bool is_well_formed(const CredentialKey& key) {
  return std::visit([](const auto& one) { return has_length(one); }, key);
}

std::int64_t cose_algorithm(const CredentialKey& key) {
  return std::visit([](const auto& one) { return algorithm_of(one); }, key);
}

std::string write_credential_key(const CredentialKey& key) {
  return codec::write_json(std::visit([](const auto& one) { return jwk_of(one); }, key));
}

std::optional<CredentialKey> read_credential_key(std::string_view jwk) {
  const auto json = codec::read_json(jwk);
  if (!json) return std::nullopt;
  for (const CredentialKey& key : {CredentialKey(P256Key{bytes(*json, "x"), bytes(*json, "y")}),
                                   CredentialKey(RsaKey{bytes(*json, "n"), bytes(*json, "e")}),
                                   CredentialKey(Ed25519Key{bytes(*json, "x")})}) {
    if (is_well_formed(key) && write_credential_key(key) == jwk) return key;
  }
  return std::nullopt;
}

}  // namespace chancery
