#include "adapters/crypto/sealed_keys.hpp"

#include <stdexcept>

#include "adapters/crypto/claims.hpp"
#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"

namespace chancery::crypto {
namespace {

std::string row_of(const KeyRecord& record) {
  return std::string(name(record.use)) + "." + record.id.value();
}

SealedPlace place(std::string_view row) {
  return {.table = "keys", .row = row, .column = "sealed"};
}

[[noreturn]] void refuse(const KeyRecord& record, const std::string& why) {
  throw std::runtime_error("key " + record.id.value() + ": " + why);
}

std::variant<SigningKey, Secret> material(const KeyRecord& record, const Secret& bytes) {
  if (const auto alg = signature_algorithm(record.use)) {
    auto key = SigningKey::from_pkcs8(*alg, bytes);
    if (!key) refuse(record, "is no working " + std::string(name(*alg)) + " key");
    return std::move(*key);
  }
  if (bytes.reveal().size() != symmetric_key_length) refuse(record, "has the wrong length");
  return bytes;
}

std::string access_token_header(const KeyRecord& record) {
  const auto alg = signature_algorithm(record.use);
  if (!alg) return {};
  return codec::base64url(codec::write_json(codec::Json::object(
      {{"alg", name(*alg)}, {"typ", access_token_type}, {"kid", record.id.value()}})));
}

}  // namespace

std::string seal_key(Sealer& sealer, const KeyRecord& record, const Secret& bytes) {
  return sealer.seal(bytes, place(row_of(record)));
}

OpenedKey open_key(const Sealer& sealer, const outbound::StoredKey& stored) {
  const auto bytes = sealer.open(stored.sealed, place(row_of(stored.record)));
  if (!bytes) refuse(stored.record, "no master key opens it");
  return {stored.record, material(stored.record, *bytes), access_token_header(stored.record)};
}

}  // namespace chancery::crypto
