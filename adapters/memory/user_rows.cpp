#include "adapters/memory/user_rows.hpp"

#include "ports/unavailable.hpp"

namespace chancery::memory {
namespace {

bool is_email_taken(const Tables& tables, const User& user) {
  return find_user_where(tables, [&, email = email_of(user)](const User& other) {
    return other.id != user.id && email_of(other) == email;
  });
}

bool is_username_taken(const Tables& tables, const User& user) {
  const auto username = username_of(user);
  return username && find_user_where(tables, [&](const User& other) {
           return other.id != user.id && username_of(other) == username;
         });
}

}  // namespace

LoginName email_of(const User& user) { return canonical_email(user.email).value(); }

std::optional<LoginName> username_of(const User& user) {
  std::optional<LoginName> canonical;
  if (user.username) canonical.emplace(canonical_username(*user.username).value());
  return canonical;
}

outbound::AddUserOutcome add_user(Tables& tables, const User& user,
                                  const std::optional<PasswordHash>& password,
                                  const AuditEvent& event) {
  using enum outbound::AddUserOutcome;
  if (is_email_taken(tables, user)) return email_taken;
  if (is_username_taken(tables, user)) return username_taken;
  if (!tables.users.try_emplace(user.id, user, password).second) {
    throw Unavailable("user: the id is taken");
  }
  tables.events.push_back(event);
  return added;
}

outbound::UpdateUserOutcome update_user(Tables& tables, const User& user,
                                        const std::optional<PasswordHash>& password,
                                        const AuditEvent& event) {
  using enum outbound::UpdateUserOutcome;
  const auto found = tables.users.find(user.id);
  if (found == tables.users.end()) return unknown;
  if (found->second.user.version != user.version) return stale;
  if (is_email_taken(tables, user)) return email_taken;
  if (is_username_taken(tables, user)) return username_taken;
  found->second.user = user;
  ++found->second.user.version;
  if (password) found->second.password = password;
  tables.events.push_back(event);
  return updated;
}

}  // namespace chancery::memory
