#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery::memory {

/// outbound::UserStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable, save for an id that is there already, as a database would.
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
  Database& database_;
};

}  // namespace chancery::memory
