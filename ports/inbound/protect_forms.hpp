#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/secret.hpp"

namespace chancery::inbound {

/// Tokens against forged posts (B76): bound to the browser's pre-session and to the form. Without
/// state. Thread-safe; may throw Unavailable.
class ProtectForms {
 public:
  virtual ~ProtectForms() = default;

  /// A new pre-session.
  [[nodiscard]] virtual Secret new_browser_id() = 0;

  /// For the hidden field of the form of that name.
  [[nodiscard]] virtual std::string token(const Secret& browser_id, std::string_view form) = 0;

  /// Whether the token is of that form, and of this browser; false without a pre-session.
  [[nodiscard]] virtual bool is_genuine(std::string_view token,
                                        const std::optional<Secret>& browser_id,
                                        std::string_view form) = 0;
};

}  // namespace chancery::inbound
