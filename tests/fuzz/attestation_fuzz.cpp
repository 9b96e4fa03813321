// Whatever an authenticator may send: nothing is read that is no key, and a key is written as text
// that is read as the same key.

#include <cstdint>
#include <cstdlib>

#include "adapters/webauthn/attestation_reader.hpp"
#include "adapters/webauthn/cbor.hpp"
#include "domain/webauthn/authenticator_data.hpp"
#include "domain/webauthn/client_data.hpp"

namespace {

using namespace chancery;

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const webauthn::AttestationReader reader;
  auto rest = bytes;
  if (webauthn::take_cbor(rest)) must(rest.size() < size);
  const auto read_key = [&](std::string_view from, bool has_extensions) {
    const auto key = reader.read_key(from, has_extensions);
    if (!key) return;
    must(is_well_formed(*key));
    must(read_credential_key(write_credential_key(*key)) == key);
  };
  read_key(bytes, false);
  read_key(bytes, true);
  static_cast<void>(read_client_data(bytes));
  const auto attestation = reader.read(bytes);
  const auto authenticator = read_authenticator_data(
      attestation ? std::string_view(attestation->authenticator_data) : bytes);
  if (!authenticator) return 0;
  must(authenticator->party_hash.size() == 32);
  must(authenticator->backup_eligible || !authenticator->backed_up);
  if (authenticator->credential) {
    read_key(authenticator->credential->key_and_rest, authenticator->has_extensions);
  }
  return 0;
}
