#pragma once

#include <chrono>
#include <optional>
#include <string>

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
    weak_password,
    current_password_missing,
    current_password_wrong,
    too_many_attempts,
    changed_meanwhile,
  } reason;
  std::string message;
  /// With `too_many_attempts`: how long to wait.
  std::optional<std::chrono::seconds> retry_after{};
};

}  // namespace chancery::inbound
