#include "domain/user_session.hpp"

namespace chancery {

UserSession session_of(const RefreshFamily& family, std::string client_name,
                       Lifetime idle_lifetime) {
  return {.id = family.id,
          .user = family.user,
          .client = family.client,
          .client_name = std::move(client_name),
          .created_at = family.authenticated_at,
          .last_used_at = last_used_at(family),
          .expires_at = refresh_expires_at(family, idle_lifetime),
          .login_address = family.login_address,
          .last_used_from = family.last_used_from};
}

bool matches(const SessionFilter& filter, const RefreshFamily& family) {
  return (!filter.user || filter.user == family.user) &&
         (!filter.client || filter.client == family.client);
}

}  // namespace chancery
