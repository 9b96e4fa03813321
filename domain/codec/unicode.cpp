#include "domain/codec/unicode.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace chancery::codec {
namespace {

class CodePoints {
 public:
  explicit CodePoints(std::size_t count) : values_(count) {}
  ~CodePoints() {
    volatile utf8proc_int32_t* values = values_.data();
    for (std::size_t i = 0; i < values_.size(); ++i) values[i] = 0;
  }
  CodePoints(const CodePoints&) = delete;
  CodePoints& operator=(const CodePoints&) = delete;

  [[nodiscard]] utf8proc_int32_t* data() { return values_.data(); }
  [[nodiscard]] const char* bytes() const { return reinterpret_cast<const char*>(values_.data()); }

 private:
  std::vector<utf8proc_int32_t> values_;
};

std::string mapped(std::string_view text, unsigned options) {
  const auto flags = static_cast<utf8proc_option_t>(options);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  const auto length = utf8proc_decompose(bytes, size, nullptr, 0, flags);
  if (length < 0) return std::string(text);
  // One more: the text is written into the same memory with a NUL behind it.
  CodePoints buffer(static_cast<std::size_t>(length) + 1);
  utf8proc_decompose(bytes, size, buffer.data(), length, flags);
  const auto written = utf8proc_reencode(buffer.data(), length, flags);
  return {buffer.bytes(), static_cast<std::size_t>(written)};
}

}  // namespace

std::string nfc(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::ranges::all_of(text, is_ascii)) return std::string(text);
  return mapped(text, unsigned{UTF8PROC_STABLE} | unsigned{UTF8PROC_COMPOSE});
}

std::string folded(std::string_view text) {
  return mapped(text, unsigned{UTF8PROC_STABLE} | unsigned{UTF8PROC_COMPOSE} |
                          unsigned{UTF8PROC_COMPAT} | unsigned{UTF8PROC_CASEFOLD});
}

}  // namespace chancery::codec
