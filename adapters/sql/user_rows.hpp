#pragma once

#include <cstdint>
#include <optional>

#include "adapters/sql/database.hpp"
#include "adapters/sql/session.hpp"
#include "ports/outbound/user_store.hpp"

/// How accounts are kept: the user store's, and what else changes one in a step with something of
/// its own. Everything throws std::invalid_argument for text that is not UTF-8 or holds NUL, and
/// std::bad_optional_access for an account whose names have no canonical form.
namespace chancery::sql {

/// Reads `id, email, username, email_verified, roles, claims, disabled, epoch, version, created_at,
/// updated_at`.
User user_from(Row& row);

/// By e-mail or username in canonical form.
std::optional<outbound::UserCredentials> find_credentials(Database& database,
                                                          const LoginName& login);

/// Adds the account, in the session's transaction. False if its id or a name is taken: nothing has
/// changed then.
bool try_insert_user(Session& session, const User& user,
                     const std::optional<PasswordHash>& password);

/// The same, and which name is taken. Anything but `added` has changed nothing.
outbound::AddUserOutcome insert_user(Session& session, const User& user,
                                     const std::optional<PasswordHash>& password);

/// Replaces the account if its version is still `user.version`, in the session's transaction; after
/// anything but `updated` that is to be undone. Throws UniqueViolation for a name that is taken:
/// `taken_name` says which.
outbound::UpdateUserOutcome update_user(Session& session, const User& user,
                                        const std::optional<PasswordHash>& password);

/// Whether the account is as an update to `user` leaves it.
bool is_updated(Database& database, const User& user, const std::optional<PasswordHash>& password);

enum class UserName : std::uint8_t { email, username };

/// Which of the account's names another account has. Nothing if that other one has gone meanwhile.
std::optional<UserName> taken_name(Database& database, const User& user);

}  // namespace chancery::sql
