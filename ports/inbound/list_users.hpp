#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/user_filter.hpp"

namespace chancery::inbound {

struct UserPage {
  std::vector<User> users;
  /// Where the next page begins; none after the last.
  std::optional<std::string> next_cursor{};
};

/// The accounts, page by page. Thread-safe; may throw Unavailable.
class ListUsers {
 public:
  virtual ~ListUsers() = default;

  /// At most `limit` accounts that pass the filter, in ascending order of id. Cursors are
  /// authenticated and belong to their filter: nothing for one that is not ours, or another
  /// filter's (attack B35). They do not expire; an account that comes or goes meanwhile moves no
  /// other.
  [[nodiscard]] virtual std::optional<UserPage> list(const UserFilter& filter,
                                                     const std::optional<std::string>& cursor,
                                                     std::size_t limit) = 0;
};

}  // namespace chancery::inbound
