#pragma once

#include <optional>

#include "adapters/memory/database.hpp"
#include "domain/audit_event.hpp"

namespace chancery::memory {

/// The account that `matches` says yes to; null if there is none. The accounts are few here; a scan
/// needs no second index that could disagree with the first.
template <class Matches>
const outbound::UserCredentials* find_user_where(const Tables& tables, const Matches& matches) {
  for (const auto& [id, credentials] : tables.users) {
    if (matches(credentials.user)) return &credentials;
  }
  return nullptr;
}

/// The names by which an account is unique. That they have a canonical form is the caller's duty;
/// one that has none throws std::bad_optional_access.
LoginName email_of(const User& user);
std::optional<LoginName> username_of(const User& user);

/// As UserStore::add and UserStore::update.
outbound::AddUserOutcome add_user(Tables& tables, const User& user,
                                  const std::optional<PasswordHash>& password,
                                  const AuditEvent& event);
outbound::UpdateUserOutcome update_user(Tables& tables, const User& user,
                                        const std::optional<PasswordHash>& password,
                                        const AuditEvent& event);

}  // namespace chancery::memory
