// What parses is printable ASCII, with a scheme and a host in lower case.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "domain/client.hpp"
#include "domain/uri.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto uri = Uri::parse(text);
  if (!uri) {
    if (is_redirect_uri(text) || web_origin(text)) std::abort();
    return 0;
  }
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool printable = std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
  if (!printable || uri->scheme.empty() || std::ranges::any_of(uri->scheme, is_upper) ||
      std::ranges::any_of(uri->host, is_upper)) {
    std::abort();
  }
  const auto origin = web_origin(text);
  if (origin && (!Uri::parse(*origin) || web_origin(*origin) != origin)) std::abort();
  return 0;
}
