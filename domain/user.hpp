#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// The form of an e-mail address or username by which accounts are unique and found: ASCII, folded
/// to lower case. A username has no `@`, so one text is never both.
using LoginName = Strong<struct LoginNameTag>;

/// The role that may manage users.
inline constexpr std::string_view admin_role = "admin";

/// An account. Its credentials live beside it in the store and are never part of this value.
struct User {
  UserId id;
  /// As the person wrote it.
  std::string email;
  std::optional<std::string> username{};
  bool email_verified = false;
  std::set<std::string> roles{};
  std::map<std::string, std::string> claims{};
  bool disabled = false;
  /// A login remembers the epoch of its user; another epoch has ended it. One write logs a user
  /// out everywhere.
  std::int64_t epoch = 0;
  /// Counts updates; an update is conditional on it.
  std::int64_t version = 0;
  Instant created_at{};
  Instant updated_at{};

  bool operator==(const User&) const = default;
};

/// The canonical form of an e-mail address: a dot-atom and a host name, ASCII, at most 254 bytes
/// (RFC 5321 §4.5.3.1); nothing if it is not one.
std::optional<LoginName> canonical_email(std::string_view text);

/// The canonical form of a username: 1 to 64 of `[A-Za-z0-9._-]`, beginning and ending with a
/// letter or digit; nothing if it is not one. Look-alike and invisible characters cannot occur
/// (attack B85).
std::optional<LoginName> canonical_username(std::string_view text);

/// Either of the two, as typed into a login form.
std::optional<LoginName> canonical_login(std::string_view text);

/// Whether `text` may be a role: 1 to 64 printable ASCII characters but space, quote and backslash.
bool is_role(std::string_view text);

/// Whether the account may manage users.
bool is_admin(const User& user);

/// The account after it was switched off or on, or its logins were ended. Switching off and ending
/// logins move the epoch.
User disabled(User user, Instant now);
User enabled(User user, Instant now);
User logged_out_everywhere(User user, Instant now);

}  // namespace chancery
