#pragma once

#include <string_view>

namespace chancery::http {

/// Why the bytes of a client are not served. The connection closes after the answer, because where
/// the next request would begin can no longer be believed.
struct Refusal {
  int status = 400;
  /// For the log: a literal, never the client's bytes.
  std::string_view detail{};

  bool operator==(const Refusal&) const = default;
};

}  // namespace chancery::http
