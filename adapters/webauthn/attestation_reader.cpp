#include "adapters/webauthn/attestation_reader.hpp"

#include "adapters/webauthn/cbor.hpp"

namespace chancery::webauthn {
namespace {

using outbound::Attestation;

/// The labels of COSE_Key (RFC 9052 §7.1, RFC 9053 §7, RFC 8230 §4). What -1 to -3 mean depends on
/// the kind of key.
enum Label : std::int64_t { kind = 1, algorithm = 3, first = -1, second = -2, third = -3 };

constexpr std::int64_t octet_key_pair = 1;
constexpr std::int64_t elliptic_curve = 2;
constexpr std::int64_t rsa = 3;
constexpr std::int64_t p256 = 1;
constexpr std::int64_t ed25519 = 6;

bool is(const Cbor& key, Label label, std::int64_t value) {
  const auto* member = key.find(label);
  const auto* number = member != nullptr ? member->as_integer() : nullptr;
  return number != nullptr && *number == value;
}

/// The bytes of a member; empty, which no key has, if it is not there.
std::string bytes(const Cbor& key, Label label) {
  const auto* member = key.find(label);
  const auto* value = member != nullptr ? member->as_bytes() : nullptr;
  return value != nullptr ? *value : std::string();
}

std::optional<CredentialKey> key_of(const Cbor& cose) {
  const auto kind_is = [&](std::int64_t its_kind, const CredentialKey& key) {
    return is(cose, kind, its_kind) && is(cose, algorithm, cose_algorithm(key)) &&
           is_well_formed(key);
  };
  const CredentialKey ec = P256Key{bytes(cose, second), bytes(cose, third)};
  if (is(cose, first, p256) && kind_is(elliptic_curve, ec)) return ec;
  const CredentialKey okp = Ed25519Key{bytes(cose, second)};
  if (is(cose, first, ed25519) && kind_is(octet_key_pair, okp)) return okp;
  const CredentialKey of_rsa = RsaKey{bytes(cose, first), bytes(cose, second)};
  if (kind_is(rsa, of_rsa)) return of_rsa;
  return std::nullopt;
}

/// WebAuthn §8.2 without a certificate; the outer nothing for a statement that is none.
std::optional<std::optional<Attestation::Self>> self_of(const Cbor& statement) {
  if (statement.find("x5c") != nullptr) return std::optional<Attestation::Self>();
  const auto* alg = statement.find("alg");
  const auto* sig = statement.find("sig");
  const auto* number = alg != nullptr ? alg->as_integer() : nullptr;
  const auto* signature = sig != nullptr ? sig->as_bytes() : nullptr;
  if (number == nullptr || signature == nullptr) return std::nullopt;
  return Attestation::Self{*number, *signature};
}

}  // namespace

std::optional<Attestation> AttestationReader::read(std::string_view object) const {
  const auto cbor = read_cbor(object);
  if (!cbor) return std::nullopt;
  const auto* format = cbor->find("fmt");
  const auto* statement = cbor->find("attStmt");
  const auto* data = cbor->find("authData");
  if (format == nullptr || statement == nullptr || data == nullptr) return std::nullopt;
  if (format->as_text() == nullptr || data->as_bytes() == nullptr) return std::nullopt;
  if (statement->as_map() == nullptr) return std::nullopt;
  Attestation attestation{.authenticator_data = *data->as_bytes()};
  if (*format->as_text() == "none" && !statement->as_map()->empty()) return std::nullopt;
  if (*format->as_text() == "packed") {
    auto self = self_of(*statement);
    if (!self) return std::nullopt;
    attestation.self = *std::move(self);
  }
  return attestation;
}

std::optional<CredentialKey> AttestationReader::read_key(std::string_view bytes,
                                                         bool has_extensions) const {
  const auto cose = take_cbor(bytes);
  if (!cose) return std::nullopt;
  if (has_extensions) {
    const auto extensions = take_cbor(bytes);
    if (!extensions || extensions->as_map() == nullptr) return std::nullopt;
  }
  if (!bytes.empty()) return std::nullopt;
  return key_of(*cose);
}

}  // namespace chancery::webauthn
