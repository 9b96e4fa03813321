#pragma once

#include <vector>

#include "app/cli/command.hpp"
#include "ports/inbound/manage_schema.hpp"

namespace chancery::cli {

/// For people SQL, with what it locks in comments: it may be read, kept and run. With --json an
/// object: the same as `sql`, and `steps` with each statement and its locks.
void show_plan(const Call& call, const std::vector<inbound::PlannedStep>& steps);

}  // namespace chancery::cli
