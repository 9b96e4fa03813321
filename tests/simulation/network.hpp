#pragma once

#include <optional>

#include "tests/simulation/world.hpp"

namespace chancery::simulation {

/// Sends the call to a node that chance picks and waits for the answer, at most so long. Nothing if
/// none came: the node was down or crashed, the answer was lost, or it took too long; whether the
/// call had its effect is unknown then. On the way it may be delivered twice. For actors' tasks.
std::optional<Answer> ask(World& world, const Asker& asker, const Call& call, Duration patience);

/// How a client names itself, with what it takes for its secret.
inbound::ClientCredentials credentials_of(const ClientId& client,
                                          const std::optional<std::string>& secret);

}  // namespace chancery::simulation
