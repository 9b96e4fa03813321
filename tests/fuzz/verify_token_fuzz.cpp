// No text but one that our key signed is an access token, and none upsets the verifier.

#include <cstdint>
#include <cstdlib>

#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/key_ring.hpp"
#include "adapters/crypto/sealed_keys.hpp"
#include "adapters/crypto/sealer.hpp"
#include "adapters/crypto/token_signer.hpp"

namespace {

using namespace chancery;

struct NoClock final : outbound::Clock {
  [[nodiscard]] Instant now() const override { return Instant{}; }
};

/// A ring whose ES256 key has the id that the seeds name.
struct Verifier {
  Verifier() {
    const KeyRecord record{KeyId("es-1"), KeyUse::sign_es256, KeyState::active};
    const auto key = crypto::SigningKey::generate(SignatureAlgorithm::ES256);
    ring.replace({{record, "", crypto::seal_key(sealer, record, key.pkcs8())}});
  }

  NoClock clock;
  crypto::Entropy entropy;
  crypto::Sealer sealer{crypto::MasterKeys::parse(crypto::MasterKeys::make(entropy)).value(),
                        entropy};
  crypto::KeyRing ring{sealer, clock, {}};
  crypto::TokenSigner signer{ring};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Verifier verifier;
  if (verifier.signer.verify({reinterpret_cast<const char*>(data), size})) std::abort();
  return 0;
}
