// A digest and its count are the only line of digests there is; a password and its normal form are
// one.

#include "adapters/blocklist/password_key.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

#include "domain/password_policy.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto digest = blocklist::key_of_sha1_line(text);
  if (digest && (text.size() < 40 || (text.size() > 40 && text[40] != ':'))) std::abort();

  const auto normal = normal_form(Secret(text));
  const auto key = blocklist::key_of_password_line(text);
  if (!normal) return key ? (std::abort(), 0) : 0;
  if (normal->reveal().size() > max_password_length) std::abort();
  const auto again = normal_form(*normal);
  if (!again || again->reveal() != normal->reveal()) std::abort();
  if (key != blocklist::key_of_password_line(normal->reveal())) std::abort();
  return 0;
}
