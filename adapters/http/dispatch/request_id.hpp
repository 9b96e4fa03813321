#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::http {

/// Whether a caller's `X-Request-Id` is taken over: `[A-Za-z0-9._-]{8,128}`.
[[nodiscard]] bool is_request_id(std::string_view text);

/// Names requests whose callers did not: 16 hexadecimal digits, unique within the process and, by a
/// random start, hardly ever those of another. Guessable, so never a key. Thread-safe.
class RequestIds {
 public:
  explicit RequestIds(std::uint64_t start) : next_(start) {}
  [[nodiscard]] std::string next();

 private:
  std::atomic<std::uint64_t> next_;
};

}  // namespace chancery::http
