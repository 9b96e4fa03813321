#pragma once

#include "ports/inbound/list_users.hpp"
#include "ports/outbound/message_mac.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// A cursor is the id that the page before ended with, and a MAC of it and of the filter.
class ListUsers final : public inbound::ListUsers {
 public:
  ListUsers(outbound::UserStore& users, outbound::MessageMac& macs) : users_(users), macs_(macs) {}

  std::optional<inbound::UserPage> list(const UserFilter& filter,
                                        const std::optional<std::string>& cursor,
                                        std::size_t limit) override;

 private:
  std::string write_cursor(const UserFilter& filter, const UserId& last);
  std::optional<UserId> read_cursor(const UserFilter& filter, const std::string& cursor);
  std::string mac(const UserFilter& filter, const UserId& last);

  outbound::UserStore& users_;
  outbound::MessageMac& macs_;
};

}  // namespace chancery
