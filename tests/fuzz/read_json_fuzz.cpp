// What is read can be written, and read again as the same value.

#include <cstdint>
#include <cstdlib>

#include "domain/codec/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::codec;
  const auto value = read_json({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  // Escapes may make the text longer than the limit on what comes from outside.
  const auto again = read_json(write_json(*value), {.bytes = 1 << 20});
  if (again != value) std::abort();
  return 0;
}
