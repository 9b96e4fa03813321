#pragma once

#include <expected>
#include <vector>

#include "app/cli/command.hpp"
#include "domain/user.hpp"

namespace chancery::cli {

/// The flags that describe an account: the same for `user add` and `user update`.
std::vector<Flag> user_flags();

/// The account as those flags change it. Roles and claims that are given replace those before;
/// given once and empty, they clear them. Another e-mail address is unverified unless `--verified`
/// says otherwise.
std::expected<User, Failure> with_flags(User user, const Flags& flags);

}  // namespace chancery::cli
