#pragma once

#include <string>

#include "domain/client.hpp"
#include "domain/strong.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// What clients know users by: `sub` (OpenID Connect Core §8). Thread-safe.
class Subjects {
 public:
  explicit Subjects(outbound::MessageMac& macs) : macs_(macs) {}

  /// The user's id, or for a client of pairwise subjects one that only its sector knows.
  [[nodiscard]] std::string of(const Client& client, const UserId& user) const;

 private:
  outbound::MessageMac& macs_;
};

}  // namespace chancery
