// Whatever decodes was the one text of its bytes.

#include <cstdint>
#include <cstdlib>

#include "domain/codec/base64url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::codec;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto bytes = from_base64url(text); bytes && base64url(*bytes) != text) std::abort();
  if (const auto bytes = from_base64(text); bytes && base64(*bytes) != text) std::abort();
  if (from_base64url(base64url(text)) != text) std::abort();
  return 0;
}
