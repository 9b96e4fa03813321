#pragma once

#include <string>

#include "domain/parameters.hpp"

namespace chancery::outbound {

/// Calls to servers of clients. Thread-safe.
class BackChannel {
 public:
  virtual ~BackChannel() = default;

  /// Posts the parameters as `application/x-www-form-urlencoded`; whether the answer was 200 or
  /// 204. Follows no redirect, sends no credentials, reads next to nothing, verifies certificates,
  /// and is back within 10 seconds. Throws nothing: what fails is false.
  [[nodiscard]] virtual bool post_form(const std::string& uri, const Parameters& form) noexcept = 0;
};

}  // namespace chancery::outbound
