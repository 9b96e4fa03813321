#pragma once

#include <string_view>

namespace chancery::inbound {

/// Whether scripts of a web origin may call the token, revocation and userinfo endpoints and the
/// first-party API (CORS; attack B17). Thread-safe; may throw Unavailable.
class CheckOrigin {
 public:
  virtual ~CheckOrigin() = default;
  /// True for configured origins and those of registered redirect URIs. `origin` is the header's
  /// text.
  [[nodiscard]] virtual bool is_allowed(std::string_view origin) = 0;
};

}  // namespace chancery::inbound
