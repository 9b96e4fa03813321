#include "domain/inline_image.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

constexpr std::array types{"png", "jpeg", "gif", "webp", "svg+xml"};

const char* type_of(std::string_view file) {
  if (file.starts_with("\x89PNG\r\n\x1a\n")) return "png";
  if (file.starts_with("\xff\xd8\xff")) return "jpeg";
  if (file.starts_with("GIF8")) return "gif";
  if (file.starts_with("RIFF") && file.substr(0, 12).ends_with("WEBP")) return "webp";
  if (file.starts_with('<') && file.contains("<svg")) return "svg+xml";
  return nullptr;
}

/// RFC 4648 §4, where the codec has §5.
std::string base64(std::string_view bytes) {
  auto text = codec::base64url(bytes);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.resize((text.size() + 3) / 4 * 4, '=');
  return text;
}

std::string prefix_of(const char* type) { return "data:image/" + std::string(type) + ";base64,"; }

bool is_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return false;
  text = text.substr(0, text.size() - (text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0));
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
  });
}

}  // namespace

bool is_inline_image(std::string_view uri) {
  return std::ranges::any_of(types, [&](const char* type) {
    const auto prefix = prefix_of(type);
    return uri.starts_with(prefix) && is_base64(uri.substr(prefix.size())) &&
           uri.size() - prefix.size() <= (max_inline_image_size + 2) / 3 * 4;
  });
}

std::optional<std::string> inline_image(std::string_view file) {
  const auto* const type = type_of(file);
  if (type == nullptr || file.size() > max_inline_image_size) return std::nullopt;
  return prefix_of(type) + base64(file);
}

}  // namespace chancery
