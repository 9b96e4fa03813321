#pragma once

#include "app/usecases/page_cursors.hpp"
#include "ports/inbound/list_users.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class ListUsers final : public inbound::ListUsers {
 public:
  ListUsers(outbound::UserStore& users, outbound::MessageMac& macs)
      : users_(users), cursors_(macs) {}

  std::optional<inbound::UserPage> list(const UserFilter& filter,
                                        const std::optional<std::string>& cursor,
                                        std::size_t limit) override;

 private:
  outbound::UserStore& users_;
  PageCursors cursors_;
};

}  // namespace chancery
