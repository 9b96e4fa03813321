#pragma once

#include <string>
#include <string_view>

namespace chancery::outbound {

/// Plain hashes (FIPS 180-4), as bytes. Thread-safe; cannot fail.
class Hashes {
 public:
  virtual ~Hashes() = default;
  [[nodiscard]] virtual std::string sha256(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::string sha512(std::string_view bytes) const = 0;
};

}  // namespace chancery::outbound
