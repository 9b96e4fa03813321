#pragma once

#include <cstddef>
#include <expected>
#include <string_view>

#include "adapters/http/wire/refusal.hpp"

namespace chancery::http {

/// Finds the end of a request's head (RFC 9112 §2.1) and refuses on the way what no head may hold:
/// bare CR or LF, control characters, folded lines (§5.2), more bytes or lines than the limits. One
/// empty line in front is let through (§2.2). It looks at one byte after the other, so the verdict
/// does not depend on how the bytes were cut.
class HeadScanner {
 public:
  /// Reads on; returns how many of `bytes` belong to the head. After a refusal the scanner is
  /// spent.
  std::expected<std::size_t, Refusal> scan(std::string_view bytes);

  /// Whether the empty line at the end was seen.
  [[nodiscard]] bool done() const { return done_; }

 private:
  std::expected<void, Refusal> take(char c);
  std::expected<void, Refusal> end_line();
  [[nodiscard]] bool in_request_line() const { return lines_ == 0; }

  std::size_t size_ = 0;
  std::size_t lines_ = 0;
  std::size_t column_ = 0;
  bool after_cr_ = false;
  bool done_ = false;
};

}  // namespace chancery::http
