#include "adapters/http/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace chancery::http {
namespace {

/// Modules on each side that have to be empty.
constexpr int margin = 4;

/// Each run of dark modules as a bar one module high.
std::string bars(const QRcode& code) {
  std::string path;
  const auto is_dark = [&](int x, int y) { return (code.data[y * code.width + x] & 1U) != 0; };
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!is_dark(x, y)) continue;
      int end = x;
      while (end < code.width && is_dark(end, y)) ++end;
      path += 'M' + std::to_string(x + margin) + ' ' + std::to_string(y + margin) + 'h' +
              std::to_string(end - x) + "v1H" + std::to_string(x + margin) + 'z';
      x = end;
    }
  }
  return path;
}

}  // namespace

std::optional<Secret> qr_svg(const Secret& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.reveal().c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) return std::nullopt;
  const auto size = std::to_string(code->width + 2 * margin);
  return Secret(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + size + ' ' + size +
                R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + size + 'v' + size +
                R"(H0z"/><path fill="#000" d=")" + bars(*code) + R"("/></svg>)");
}

}  // namespace chancery::http
