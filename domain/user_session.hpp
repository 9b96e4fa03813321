#pragma once

#include <optional>
#include <string>

#include "domain/refresh_family.hpp"

namespace chancery {

/// A login as its user and administrators see it: who, where and when. Nothing of its tokens.
struct UserSession {
  /// Also the `sid` of its access tokens.
  FamilyId id;
  UserId user;
  ClientId client;
  std::string client_name;
  Instant created_at;
  Instant last_used_at;
  /// When it ends if it is not used until then.
  Instant expires_at;
  /// Where the user logged in from; empty when it was not recorded.
  std::string login_address;
  Origin last_used_from;

  bool operator==(const UserSession&) const = default;
};

/// The login as others see it, under the idle lifetime that holds now.
UserSession session_of(const RefreshFamily& family, std::string client_name,
                       Lifetime idle_lifetime);

/// Which logins are wanted. What is not given lets every login pass.
struct SessionFilter {
  std::optional<UserId> user{};
  std::optional<ClientId> client{};

  bool operator==(const SessionFilter&) const = default;
};

/// Whether the login passes everything that is given.
bool matches(const SessionFilter& filter, const RefreshFamily& family);

}  // namespace chancery
