#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// An account as another system, or an export of this one, tells of it.
struct UserRow {
  /// None: the account gets an id of its own here.
  std::optional<UserId> id{};
  std::string email{};
  bool email_verified = false;
  std::optional<std::string> username{};
  std::set<std::string> roles{};
  std::map<std::string, std::string> claims{};
  bool disabled = false;
  /// None: it is made now.
  std::optional<Instant> created_at{};
  /// As its text has it; whether it can be verified is not asked here.
  std::optional<PasswordHash> password{};

  bool operator==(const UserRow&) const = default;
};

/// Whether `text` may be the id of an account that was made elsewhere: 1 to 255 printable ASCII
/// characters (OpenID Connect Core §2, `sub`) but space, quote, backslash, `/` and `@`: it fits
/// into a path, and is never anybody's e-mail address.
bool is_user_id(std::string_view text);

/// Why no account can be made of it, for a person; nothing if one can. Names the member and never
/// repeats its value. Whether a name is taken is not asked.
std::optional<std::string> fault_of(const UserRow& row);

}  // namespace chancery
