#pragma once

#include <expected>
#include <vector>

#include "app/cli/command.hpp"
#include "domain/client.hpp"

namespace chancery::cli {

/// The flags that say what a client may do: the same for `client add` and `client update`.
std::vector<Flag> client_flags();

/// The client as those flags change it. A list that is given replaces the one before; given once
/// and empty, it clears it. What the domain would refuse is not refused here.
std::expected<Client, Failure> with_flags(Client client, const Flags& flags);

}  // namespace chancery::cli
