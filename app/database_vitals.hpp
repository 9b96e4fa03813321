#pragma once

#include "adapters/breaker/breaker.hpp"
#include "adapters/sql/database.hpp"

namespace chancery {

/// How the program and its database get along, at one time: for metrics.
struct DatabaseVitals {
  breaker::Vitals breaker{};
  sql::PoolUse pool{};
};

}  // namespace chancery
