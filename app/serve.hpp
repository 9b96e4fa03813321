#pragma once

#include <expected>

#include "app/complaint.hpp"
#include "app/settings.hpp"

namespace chancery {

/// Serves until SIGTERM or SIGINT, then drains; a second signal cuts that short. The log goes to
/// standard output.
std::expected<void, Complaint> serve(const Settings& settings);

}  // namespace chancery
