#pragma once

#include <optional>

#include "app/authority.hpp"
#include "app/complaint.hpp"

namespace chancery {

/// Why the client that API_CLIENT names cannot be the one that /api/v1/auth acts for; nothing if it
/// can, or if none is named. May throw Unavailable.
std::optional<Complaint> complaint_about_api_client(Authority& authority);

}  // namespace chancery
