#pragma once

#include "app/usecases/accounts.hpp"
#include "ports/inbound/register_user.hpp"

namespace chancery {

class RegisterUser final : public inbound::RegisterUser {
 public:
  explicit RegisterUser(Accounts& accounts) : accounts_(accounts) {}

  std::expected<User, inbound::UserRefusal> register_user(
      const inbound::Registration& registration, const inbound::RequestContext& context) override {
    return accounts_.add(
        {.id = UserId(""), .email = registration.email, .username = registration.username},
        registration.password, {"registered", context});
  }

 private:
  Accounts& accounts_;
};

}  // namespace chancery
