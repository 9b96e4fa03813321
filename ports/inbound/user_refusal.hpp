#pragma once

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
    changed_meanwhile,
  } reason;
  std::string message;
};

}  // namespace chancery::inbound
