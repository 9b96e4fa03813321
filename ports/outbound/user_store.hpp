#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/user.hpp"
#include "domain/user_filter.hpp"

namespace chancery::outbound {

struct UserCredentials {
  User user;
  /// None: the account has no password and none will match.
  std::optional<PasswordHash> password;
};

enum class AddUserOutcome { added, email_taken, username_taken };
enum class UpdateUserOutcome {
  updated,
  unknown,  ///< there is no such user
  stale,    ///< somebody else updated it since it was read: read again, decide again
  email_taken,
  username_taken,
};

/// Accounts and their passwords. E-mail and username are unique by their canonical form, decided by
/// the store in the writing statement. Thread-safe; every method may throw Unavailable. Each change
/// that has an audit event is stored with it or not at all.
class UserStore {
 public:
  virtual ~UserStore() = default;

  [[nodiscard]] virtual AddUserOutcome add(const User& user,
                                           const std::optional<PasswordHash>& password,
                                           const AuditEvent& event) = 0;

  [[nodiscard]] virtual std::optional<User> find(const UserId& id) = 0;

  /// By e-mail or username in canonical form.
  [[nodiscard]] virtual std::optional<UserCredentials> find_by_login(const LoginName& login) = 0;

  /// At most `limit` accounts that pass the filter, in ascending order of id, those after `after`.
  /// What is asked for by e-mail, username or role is found by an index, and so are the disabled.
  [[nodiscard]] virtual std::vector<User> list(const UserFilter& filter,
                                               const std::optional<UserId>& after,
                                               std::size_t limit) = 0;

  /// Replaces the record if its version is still `user.version`, and counts the version up.
  /// A given password replaces the old one; none leaves it.
  [[nodiscard]] virtual UpdateUserOutcome update(const User& user,
                                                 const std::optional<PasswordHash>& password,
                                                 const AuditEvent& event) = 0;

  /// Replaces the password's hash by another of the same password if it is still `before`, and
  /// nothing else: no version, no epoch and no event tells of it. False if the password was changed
  /// or the account deleted meanwhile.
  virtual bool replace_password(const UserId& id, const PasswordHash& before,
                                const PasswordHash& after) = 0;

  /// As `update` with a password, and the login goes over into the epoch of `user`: it does not end
  /// with the others, unless it had ended before or is another user's.
  [[nodiscard]] virtual UpdateUserOutcome update_keeping(const User& user,
                                                         const PasswordHash& password,
                                                         const FamilyId& login,
                                                         const AuditEvent& event) = 0;

  /// Deletes the account. False if there was none.
  virtual bool remove(const UserId& id, const AuditEvent& event) = 0;
};

}  // namespace chancery::outbound
