#pragma once

#include <expected>
#include <optional>
#include <string>

#include "domain/secret.hpp"
#include "domain/user.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::inbound {

struct Registration {
  std::string email;
  Secret password;
  std::optional<std::string> username{};
};

/// People who make an account for themselves. Thread-safe; may throw Unavailable.
class RegisterUser {
 public:
  virtual ~RegisterUser() = default;

  /// An account without roles, its e-mail address not verified. A name that is taken is told after
  /// the same work as one that is free.
  [[nodiscard]] virtual std::expected<User, UserRefusal> register_user(
      const Registration& registration, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
