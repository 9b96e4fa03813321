// Claims that are read are written so that they are read as the same.

#include "adapters/crypto/claims.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::crypto;
  const auto claims = read_claims({reinterpret_cast<const char*>(data), size});
  if (!claims) return 0;
  const auto text = write_claims(*claims);
  if (text.size() <= 65536 && read_claims(text) != claims) std::abort();
  return 0;
}
