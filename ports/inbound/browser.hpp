#pragma once

#include <optional>

#include "domain/secret.hpp"

namespace chancery::inbound {

/// What a browser's cookies say. A cookie that came twice counts as absent.
struct Browser {
  /// The pre-session: 256 random bits, base64url. Binds interactions and forms to this browser
  /// (B76, B79); says nothing of its user.
  std::optional<Secret> id{};
  /// The browser session's.
  std::optional<Secret> session{};
  /// 256 random bits, base64url, that outlive the sessions: by them an account knows its browser.
  /// Proves nothing but that.
  std::optional<Secret> device{};
};

}  // namespace chancery::inbound
