#pragma once

namespace chancery::sql::postgresql {

/// A number from 0 to 1 that differs from one time and one node to the next, to keep them out of
/// step: what the clock's last digits happen to be. Nothing that has to be hard to guess.
double chance();

}  // namespace chancery::sql::postgresql
