#pragma once

#include "app/cli/wiring.hpp"

namespace chancery {

/// The commands on the real program.
cli::Wiring wiring();

}  // namespace chancery
