#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "adapters/http/basic_credentials.hpp"
#include "domain/codec/base64url.hpp"
#include "domain/codec/utf8.hpp"

namespace {

using chancery::http::BasicCredentials;

void check(std::string_view token68) {
  const auto credentials = BasicCredentials::parse(token68);
  if (!credentials) return;
  const bool is_text = !chancery::codec::has_control(credentials->client_id) &&
                       !chancery::codec::has_control(credentials->client_secret.reveal());
  const auto decoded = chancery::codec::from_base64(token68);
  const bool is_canonical = decoded && chancery::codec::base64(*decoded) == token68;
  if (credentials->client_id.empty() || !is_text || !is_canonical) std::abort();
}

}  // namespace

/// What is taken is canonical base64 of text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
  check(text);
  check(chancery::codec::base64(text));
  return 0;
}
