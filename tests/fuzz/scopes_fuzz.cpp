// What parses is written as a scope that parses to the same set.

#include <cstdint>
#include <cstdlib>

#include "domain/scopes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const auto scopes = Scopes::parse({reinterpret_cast<const char*>(data), size});
  if (scopes && Scopes::parse(scopes->to_string()) != scopes) std::abort();
  return 0;
}
