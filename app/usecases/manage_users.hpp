#pragma once

#include "ports/inbound/manage_users.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/password_hasher.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class ManageUsers final : public inbound::ManageUsers {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::PasswordHasher& hasher;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  explicit ManageUsers(Ports ports) : ports_(ports) {}

  std::expected<User, inbound::UserRefusal> add(User wanted,
                                                const std::optional<Secret>& password) override;
  std::optional<User> find(const std::string& id_or_login) override;
  std::vector<User> list(const std::optional<UserId>& after, std::size_t limit) override {
    return ports_.users.list(after, limit);
  }
  std::expected<User, inbound::UserRefusal> update(User wanted) override;
  std::expected<User, inbound::UserRefusal> set_password(const UserId& id,
                                                         const Secret& password) override;
  std::expected<void, inbound::UserRefusal> remove(const UserId& id) override;

 private:
  std::expected<User, inbound::UserRefusal> store(User user,
                                                  const std::optional<PasswordHash>& password,
                                                  const char* reason);
  AuditEvent event(AuditType type, const UserId& id, const char* reason) const;

  Ports ports_;
};

}  // namespace chancery
