#pragma once

#include <optional>
#include <string>

#include "domain/user.hpp"

namespace chancery {

/// Which accounts a list is to hold. What is not given lets every account through; names are in
/// their canonical form.
struct UserFilter {
  std::optional<LoginName> email{};
  std::optional<LoginName> username{};
  std::optional<std::string> role{};
  std::optional<bool> disabled{};

  bool operator==(const UserFilter&) const = default;
};

/// Whether the account passes everything that is given.
bool matches(const UserFilter& filter, const User& user);

}  // namespace chancery
