#pragma once

#include "app/usecases/accounts.hpp"
#include "ports/inbound/manage_users.hpp"

namespace chancery {

class ManageUsers final : public inbound::ManageUsers {
 public:
  explicit ManageUsers(Accounts& accounts) : accounts_(accounts) {}

  std::expected<User, inbound::UserRefusal> add(User wanted, const std::optional<Secret>& password,
                                                const inbound::RequestContext& context) override;
  std::optional<User> find(const std::string& id_or_login) override;
  std::vector<User> list(const std::optional<UserId>& after, std::size_t limit) override {
    return accounts_.users().list({}, after, limit);
  }
  std::expected<User, inbound::UserRefusal> update(User wanted,
                                                   const inbound::RequestContext& context) override;
  std::expected<User, inbound::UserRefusal> set_password(
      const UserId& id, const Secret& password, const inbound::RequestContext& context) override;
  std::expected<void, inbound::UserRefusal> remove(const UserId& id,
                                                   const inbound::RequestContext& context) override;

 private:
  Accounts& accounts_;
};

}  // namespace chancery
