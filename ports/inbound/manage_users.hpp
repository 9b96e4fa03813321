#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "domain/secret.hpp"
#include "domain/user.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::inbound {

/// Accounts as an administrator manages them, by a command or over HTTP: a command has an empty
/// context. Thread-safe; may throw Unavailable.
class ManageUsers {
 public:
  virtual ~ManageUsers() = default;

  /// Makes an account. Id, epoch, version and instants of `wanted` are filled in here.
  [[nodiscard]] virtual std::expected<User, UserRefusal> add(User wanted,
                                                             const std::optional<Secret>& password,
                                                             const RequestContext& context) = 0;

  /// By id, e-mail or username.
  [[nodiscard]] virtual std::optional<User> find(const std::string& id_or_login) = 0;
  [[nodiscard]] virtual std::vector<User> list(const std::optional<UserId>& after,
                                               std::size_t limit) = 0;

  /// Replaces an account that was read before and then changed; its version must still be the same.
  /// Switching `disabled` on ends every login.
  [[nodiscard]] virtual std::expected<User, UserRefusal> update(User wanted,
                                                                const RequestContext& context) = 0;

  /// Sets the password and ends every login.
  [[nodiscard]] virtual std::expected<User, UserRefusal> set_password(
      const UserId& id, const Secret& password, const RequestContext& context) = 0;

  [[nodiscard]] virtual std::expected<void, UserRefusal> remove(const UserId& id,
                                                                const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
