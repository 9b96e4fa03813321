// What is read holds nothing that a C string or a decoder could take otherwise.

#include "domain/phc_string.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto cost = chancery::read_argon2_cost(text);
  if (!cost) return 0;
  if (cost->memory == 0 || cost->passes == 0 || cost->lanes == 0) std::abort();
  if (std::ranges::count(text, '$') != 5 || text.find('\0') != std::string_view::npos) std::abort();
  return 0;
}
