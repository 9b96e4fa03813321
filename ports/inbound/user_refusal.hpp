#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::inbound {

/// Why a change to an account was refused; `message` is for a person, says what to do, and holds
/// nothing that was sent.
struct UserRefusal {
  enum class Reason {
    unknown,
    email_taken,
    username_taken,
    invalid_email,
    invalid_username,
    invalid_role,
    invalid_claim,
    weak_password,
    current_password_missing,
    current_password_wrong,
    /// The account has a second factor, and the login that asks was made without one.
    second_factor_needed,
    too_many_attempts,
    changed_meanwhile,
    /// A link that was used before, is too old, or whose account has changed since.
    invalid_link,
    /// There is no way to register by oneself.
    registration_off,
    invitation_missing,
    /// No mail can be sent.
    no_mail,
  } reason;
  std::string message;
  /// With `too_many_attempts`: how long to wait.
  std::optional<std::chrono::seconds> retry_after{};
  /// For the log, where that may say more.
  std::string_view detail{};
};

}  // namespace chancery::inbound
