// A stored hash is taken apart and put together again as it was.

#include "adapters/crypto/peppers.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::crypto;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto hash = read_peppered(text);
  if (write_peppered(hash) != text) std::abort();
  if (!hash.pepper.empty() && (hash.pepper.size() != 8 || !hash.phc.starts_with('$'))) std::abort();

  const auto peppers = Peppers::parse(chancery::Secret(std::string(text)));
  if (!peppers) {
    if (peppers.error().message.empty() || peppers.error().hint.empty()) std::abort();
  } else if (const auto* first = peppers->first()) {
    if (peppers->find(first->id) == nullptr || first->key.reveal().size() != 32) std::abort();
  }
  return 0;
}
