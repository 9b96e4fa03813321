#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace chancery {

/// A bearer value: a token, a code, a password, a client secret. It has no operator<<, no
/// comparison and no implicit conversion, so it cannot reach a log or a non-constant-time == by
/// accident. The one way out is named for review. The memory is overwritten when it dies.
class Secret {
 public:
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() { wipe(); }

  [[nodiscard]] const std::string& reveal() const { return value_; }

 private:
  void wipe() noexcept;

  std::string value_;
};

/// Compares two secrets (or their MACs) in time that depends on their lengths only.
[[nodiscard]] bool constant_time_equal(std::string_view a, std::string_view b);

}  // namespace chancery
