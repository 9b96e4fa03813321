#pragma once

#include <optional>
#include <string>

#include "domain/client.hpp"
#include "domain/strong.hpp"

namespace chancery {

/// What the `sub` of the user at this client is an HMAC of: sector, NUL, user (OpenID Connect Core
/// §8.1). Nothing for a client that knows users by their id.
std::optional<std::string> pairwise_input(const Client& client, const UserId& user);

}  // namespace chancery
