// What is read is written back as the same text.

#include <cstdint>
#include <cstdlib>

#include "domain/refresh_token.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto token = read_refresh_token(text);
  if (token && write_refresh_token(*token).reveal() != text) std::abort();
  return 0;
}
