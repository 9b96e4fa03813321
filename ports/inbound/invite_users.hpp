#pragma once

#include <expected>
#include <optional>
#include <string>

#include "domain/secret.hpp"
#include "domain/time.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::inbound {

struct Invitation {
  std::string email;
  Instant expires_at;
  /// Where to make the account; only where no mail could be sent with it.
  std::optional<Secret> link{};
};

/// Invitations to make an account, by administrators. Thread-safe; may throw Unavailable.
class InviteUsers {
 public:
  virtual ~InviteUsers() = default;

  /// A newer invitation of an address ends the older. `email_taken` if it has an account.
  [[nodiscard]] virtual std::expected<Invitation, UserRefusal> invite(
      const std::string& email, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
