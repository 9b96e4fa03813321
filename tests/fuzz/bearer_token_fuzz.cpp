#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/http/bearer_token.hpp"

/// What is taken has no byte that could end a header, a log field or a JSON string.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
  chancery::http::Headers headers;
  headers.add("Authorization", std::string(text));
  const auto token = chancery::http::bearer_token(headers);
  if (!token) return 0;
  for (const char c : token->reveal()) {
    if (c <= ' ' || c >= '\x7f' || c == '"' || c == '\\' || c == ',') std::abort();
  }
  return 0;
}
