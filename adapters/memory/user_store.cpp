#include "adapters/memory/user_store.hpp"

#include <algorithm>

#include "adapters/memory/factors.hpp"
#include "adapters/memory/user_rows.hpp"
#include "ports/unavailable.hpp"

namespace chancery::memory {

outbound::AddUserOutcome UserStore::add(const User& user,
                                        const std::optional<PasswordHash>& password,
                                        const AuditEvent& event) {
  return database_.with([&](Tables& tables) { return add_user(tables, user, password, event); });
}

std::optional<User> UserStore::find(const UserId& id) {
  return database_.with([&](Tables& tables) -> std::optional<User> {
    const auto found = tables.users.find(id);
    if (found == tables.users.end()) return std::nullopt;
    return found->second.user;
  });
}

std::optional<outbound::UserCredentials> UserStore::find_by_login(const LoginName& login) {
  return database_.with([&](Tables& tables) -> std::optional<outbound::UserCredentials> {
    const auto* found = find_user_where(tables, [&](const User& user) {
      return email_of(user) == login || username_of(user) == login;
    });
    if (found == nullptr) return std::nullopt;
    return *found;
  });
}

std::vector<User> UserStore::list(const UserFilter& filter, const std::optional<UserId>& after,
                                  std::size_t limit) {
  return database_.with([&](Tables& tables) {
    std::vector<User> users;
    auto it = after ? tables.users.upper_bound(*after) : tables.users.begin();
    for (; it != tables.users.end() && users.size() < limit; ++it) {
      if (matches(filter, it->second.user)) users.push_back(it->second.user);
    }
    return users;
  });
}

outbound::UpdateUserOutcome UserStore::update(const User& user,
                                              const std::optional<PasswordHash>& password,
                                              const AuditEvent& event) {
  return database_.with([&](Tables& tables) { return update_user(tables, user, password, event); });
}

outbound::UpdateUserOutcome UserStore::update_keeping(const User& user,
                                                      const PasswordHash& password,
                                                      const FamilyId& login,
                                                      const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    const auto family = tables.families.find(login);
    const auto before = tables.users.find(user.id);
    const bool is_kept = family != tables.families.end() && before != tables.users.end() &&
                         family->second.user == user.id &&
                         family->second.user_epoch == before->second.user.epoch;
    const auto outcome = update_user(tables, user, password, event);
    if (outcome == outbound::UpdateUserOutcome::updated && is_kept) {
      family->second.user_epoch = user.epoch;
    }
    return outcome;
  });
}

bool UserStore::replace_password(const UserId& id, const PasswordHash& before,
                                 const PasswordHash& after) {
  return database_.with([&](Tables& tables) {
    const auto found = tables.users.find(id);
    if (found == tables.users.end() || found->second.password != before) return false;
    found->second.password = after;
    return true;
  });
}

bool UserStore::remove(const UserId& id, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (tables.users.erase(id) == 0) return false;
    forget_factors(tables, id);
    tables.events.push_back(event);
    return true;
  });
}

}  // namespace chancery::memory
