#pragma once

#include <vector>

#include "adapters/sql/database.hpp"
#include "adapters/sql/session.hpp"
#include "domain/recovery_code.hpp"
#include "domain/strong.hpp"

/// What stores of factors do in their transactions.
namespace chancery::sql {

/// Whether there is such a user; until the end of the transaction they stay, and nobody else
/// changes their factors.
[[nodiscard]] bool lock_user(Session& session, Engine engine, const UserId& user);

/// Stores recovery codes if the user, who is locked, has none; whether it did.
bool give_codes(Session& session, const UserId& user, const std::vector<RecoveryCodeDigest>& codes);

/// All of them go.
void drop_codes(Session& session, const UserId& user);

/// Every factor and recovery code of a user who is locked goes; whether there was a factor.
bool drop_factors(Session& session, const UserId& user);

/// After a factor went: without any left, the recovery codes go too.
void tidy_codes(Session& session, const UserId& user);

}  // namespace chancery::sql
