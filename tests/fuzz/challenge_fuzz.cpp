// What is read as a challenge is written as the text it was read from.

#include "domain/challenge.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto challenge = chancery::read_challenge(text);
  if (challenge && chancery::write_challenge(*challenge) != text) std::abort();
  return 0;
}
