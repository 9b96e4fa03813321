#pragma once

#include <string>
#include <string_view>

#include "domain/client.hpp"

namespace chancery::sql {

/// What a client is registered with beyond the columns of its own, as a JSON object. A member that
/// has its default is left out: nodes of an older release go on reading the clients that use
/// nothing they do not know.
std::string metadata_text(const Client& client);

/// Sets what the object says. Throws Unavailable for any that was not written here: a member that
/// is unknown might say what the client may not do.
void read_metadata(std::string_view text, Client& client);

}  // namespace chancery::sql
