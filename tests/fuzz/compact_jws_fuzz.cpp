// What parses is put together again as the same text.

#include "adapters/crypto/compact_jws.hpp"

#include <cstdint>
#include <cstdlib>

#include "domain/codec/base64url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto jws = crypto::parse_compact_jws(text);
  if (!jws) return 0;
  const auto header = text.substr(0, text.find('.'));
  const auto input = std::string(header) + "." + codec::base64url(jws->payload);
  if (jws->signing_input != input) std::abort();
  if (input + "." + codec::base64url(jws->signature) != text) std::abort();
  if (jws->key.empty() || jws->key.size() > 64 || jws->signature.empty()) std::abort();
  return 0;
}
