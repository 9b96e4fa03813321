#pragma once

#include <optional>
#include <string>

#include "tests/simulation/world.hpp"

// What people know outside of the protocol.

namespace chancery::simulation {

/// A password that is probably the user's: the newest mostly, an older one at times, since whether
/// a change was made is not always known.
std::string password_of(World& world, const std::string& user);
/// Makes up another one and remembers it as the likeliest.
std::string new_password(World& world, const std::string& user);

/// The same for the secrets of confidential clients; nothing for public ones.
std::optional<std::string> secret_of(World& world, const ClientId& client);
std::string new_secret(World& world, const ClientId& client);

}  // namespace chancery::simulation
