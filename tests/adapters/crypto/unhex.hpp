#pragma once

#include <cstdlib>
#include <string>

namespace chancery::crypto {

/// Bytes of well-formed hex.
inline std::string unhex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

}  // namespace chancery::crypto
