#include "adapters/http/path_segment.hpp"

#include "adapters/http/ascii.hpp"
#include "domain/codec/utf8.hpp"

namespace chancery::http {

std::string decoded_segment(std::string_view segment) {
  std::string text;
  text.reserve(segment.size());
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] != '%') {
      text += segment[i];
      continue;
    }
    if (segment.size() - i < 3) return {};
    const auto byte = hex_byte(segment[i + 1], segment[i + 2]);
    if (!byte) return {};
    text += *byte;
    i += 2;
  }
  return codec::has_control(text) ? std::string() : text;
}

}  // namespace chancery::http
