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
  /// The ticket of an invitation's link.
  std::optional<Secret> invitation{};
};

/// The account; or none: a mail tells the rest, and nobody else is told whether the address had an
/// account already.
struct Registered {
  std::optional<User> user{};
};

/// People who make an account for themselves, as the policy lets them. Thread-safe; may throw
/// Unavailable.
class RegisterUser {
 public:
  virtual ~RegisterUser() = default;

  /// An account without roles. With an invitation its address, which must be the one that was
  /// invited, is verified. Without one it is not: where addresses must be verified, the answer is
  /// the same, after the same work, whether or not there is such an account (attack B80); a
  /// username that is taken is then left out. `no_mail` where none can be sent to verify one.
  /// Elsewhere a name that is taken is told after the same work as one that is free.
  [[nodiscard]] virtual std::expected<Registered, UserRefusal> register_user(
      const Registration& registration, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
