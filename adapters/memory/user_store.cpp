#include "adapters/memory/user_store.hpp"

#include <algorithm>

#include "adapters/memory/factors.hpp"
#include "ports/unavailable.hpp"

namespace chancery::memory {
namespace {

LoginName email_of(const User& user) { return canonical_email(user.email).value(); }

std::optional<LoginName> username_of(const User& user) {
  std::optional<LoginName> canonical;
  if (user.username) canonical.emplace(canonical_username(*user.username).value());
  return canonical;
}

/// The accounts are few here; a scan needs no second index that could disagree with the first.
template <class Matches>
const outbound::UserCredentials* find_where(const Tables& tables, Matches matches) {
  const auto found = std::ranges::find_if(
      tables.users, [&](const auto& entry) { return matches(entry.second.user); });
  return found == tables.users.end() ? nullptr : &found->second;
}

bool email_taken(const Tables& tables, const User& user) {
  return find_where(tables, [&, email = email_of(user)](const User& other) {
    return other.id != user.id && email_of(other) == email;
  });
}

bool username_taken(const Tables& tables, const User& user) {
  const auto username = username_of(user);
  return username && find_where(tables, [&](const User& other) {
           return other.id != user.id && username_of(other) == username;
         });
}

}  // namespace

outbound::AddUserOutcome UserStore::add(const User& user,
                                        const std::optional<PasswordHash>& password,
                                        const AuditEvent& event) {
  using enum outbound::AddUserOutcome;
  return database_.with([&](Tables& tables) {
    if (chancery::memory::email_taken(tables, user)) return email_taken;
    if (chancery::memory::username_taken(tables, user)) return username_taken;
    if (!tables.users.try_emplace(user.id, user, password).second) {
      throw Unavailable("user: the id is taken");
    }
    tables.events.push_back(event);
    return added;
  });
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
    const auto* found = find_where(tables, [&](const User& user) {
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
  using enum outbound::UpdateUserOutcome;
  return database_.with([&](Tables& tables) {
    const auto found = tables.users.find(user.id);
    if (found == tables.users.end()) return unknown;
    if (found->second.user.version != user.version) return stale;
    if (chancery::memory::email_taken(tables, user)) return email_taken;
    if (chancery::memory::username_taken(tables, user)) return username_taken;
    found->second.user = user;
    ++found->second.user.version;
    if (password) found->second.password = password;
    tables.events.push_back(event);
    return updated;
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
