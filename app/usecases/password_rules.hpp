#pragma once

#include <optional>

#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/user.hpp"
#include "ports/inbound/user_refusal.hpp"
#include "ports/outbound/password_blocklist.hpp"

namespace chancery {

/// What every new password must pass, whoever sets it and in whatever way. Thread-safe.
class PasswordRules {
 public:
  PasswordRules(outbound::PasswordBlocklist& blocklist, Issuer issuer)
      : blocklist_(blocklist), issuer_(std::move(issuer)) {}

  /// Why the password may not be the account's; nothing if it may. May throw Unavailable.
  [[nodiscard]] std::optional<inbound::UserRefusal> objection(const Secret& password,
                                                              const User& owner) const;

 private:
  outbound::PasswordBlocklist& blocklist_;
  Issuer issuer_;
};

}  // namespace chancery
