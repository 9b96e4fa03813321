#include "domain/user_filter.hpp"

namespace chancery {

bool matches(const UserFilter& filter, const User& user) {
  if (filter.email && canonical_email(user.email) != filter.email) return false;
  if (filter.username) {
    if (!user.username || canonical_username(*user.username) != filter.username) return false;
  }
  if (filter.role && !user.roles.contains(*filter.role)) return false;
  return !filter.disabled || *filter.disabled == user.disabled;
}

}  // namespace chancery
