// Nothing opens that was not sealed.

#include "adapters/crypto/sealer.hpp"

#include <cstdint>
#include <cstdlib>

#include "adapters/crypto/entropy.hpp"

namespace {

using namespace chancery;

constexpr crypto::SealedPlace place{.table = "keys", .row = "r", .column = "sealed"};

struct Opener {
  crypto::Entropy entropy;
  crypto::MasterKeys keys{crypto::MasterKeys::parse(crypto::MasterKeys::make(entropy)).value()};
  crypto::Sealer sealer{keys, entropy};
  std::string sealed = sealer.seal(Secret("secret"), place);
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Opener opener;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (text != opener.sealed && opener.sealer.open(text, place)) std::abort();
  // Under the right hint, so that the box itself is looked at.
  const auto forged = opener.sealed.substr(0, opener.sealed.rfind('.') + 1) + text;
  if (forged != opener.sealed && opener.sealer.open(forged, place)) std::abort();
  return 0;
}
