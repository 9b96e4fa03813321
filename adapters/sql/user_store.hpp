#pragma once

#include <functional>

#include "ports/outbound/user_store.hpp"

namespace chancery::sql {

class Database;
class Session;

/// outbound::UserStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class UserStore final : public outbound::UserStore {
 public:
  explicit UserStore(Database& database) : database_(database) {}

  outbound::AddUserOutcome add(const User& user, const std::optional<PasswordHash>& password,
                               const AuditEvent& event) override;
  std::optional<User> find(const UserId& id) override;
  std::optional<outbound::UserCredentials> find_by_login(const LoginName& login) override;
  std::vector<User> list(const UserFilter& filter, const std::optional<UserId>& after,
                         std::size_t limit) override;
  outbound::UpdateUserOutcome update(const User& user, const std::optional<PasswordHash>& password,
                                     const AuditEvent& event) override;
  bool replace_password(const UserId& id, const PasswordHash& before,
                        const PasswordHash& after) override;
  outbound::UpdateUserOutcome update_keeping(const User& user, const PasswordHash& password,
                                             const FamilyId& login,
                                             const AuditEvent& event) override;
  bool remove(const UserId& id, const AuditEvent& event) override;

 private:
  /// The one account that has the name, if it passes.
  std::vector<User> named(const LoginName& name, const UserFilter& filter,
                          const std::optional<UserId>& after, std::size_t limit);

  /// Updates the account, and what `beside` does to others is done with it or not at all.
  outbound::UpdateUserOutcome replace(const User& user, const std::optional<PasswordHash>& password,
                                      const AuditEvent& event,
                                      const std::function<void(Session&)>& beside);

  Database& database_;
};

}  // namespace chancery::sql
