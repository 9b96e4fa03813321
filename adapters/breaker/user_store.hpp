#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery::breaker {

/// outbound::UserStore through a breaker. Both are to outlive it.
class UserStore final : public outbound::UserStore {
 public:
  UserStore(outbound::UserStore& store, Breaker& breaker) : store_(store), breaker_(breaker) {}

  outbound::AddUserOutcome add(const User& user, const std::optional<PasswordHash>& password,
                               const AuditEvent& event) override {
    return breaker_.write([&] { return store_.add(user, password, event); });
  }
  std::optional<User> find(const UserId& id) override {
    return breaker_.read([&] { return store_.find(id); });
  }
  std::optional<outbound::UserCredentials> find_by_login(const LoginName& login) override {
    return breaker_.read([&] { return store_.find_by_login(login); });
  }
  std::vector<User> list(const UserFilter& filter, const std::optional<UserId>& after,
                         std::size_t limit) override {
    return breaker_.read([&] { return store_.list(filter, after, limit); });
  }
  outbound::UpdateUserOutcome update(const User& user, const std::optional<PasswordHash>& password,
                                     const AuditEvent& event) override {
    return breaker_.write([&] { return store_.update(user, password, event); });
  }
  bool replace_password(const UserId& id, const PasswordHash& before,
                        const PasswordHash& after) override {
    return breaker_.write([&] { return store_.replace_password(id, before, after); });
  }
  outbound::UpdateUserOutcome update_keeping(const User& user, const PasswordHash& password,
                                             const FamilyId& login,
                                             const AuditEvent& event) override {
    return breaker_.write([&] { return store_.update_keeping(user, password, login, event); });
  }
  bool remove(const UserId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.remove(id, event); });
  }

 private:
  outbound::UserStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
