#pragma once

#include <vector>

#include "adapters/memory/database.hpp"

namespace chancery::memory {

/// What of a user there is to prove with, by the tables as they are.
[[nodiscard]] EnrolledFactors factors_of(const Tables& tables, const UserId& user);

/// Stores recovery codes if the user has none; whether it did.
bool give_codes(Tables& tables, const UserId& user, const std::vector<RecoveryCodeDigest>& codes);

/// After a factor went: without any left, the recovery codes go too.
void tidy_codes(Tables& tables, const UserId& user);

/// All that the user had goes.
void forget_factors(Tables& tables, const UserId& user);

}  // namespace chancery::memory
