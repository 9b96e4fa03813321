#include "adapters/sql/postgresql/chance.hpp"

#include <chrono>

namespace chancery::sql::postgresql {

double chance() {
  constexpr auto parts = 1'000'003;
  const auto nanoseconds = std::chrono::steady_clock::now().time_since_epoch().count();
  return static_cast<double>(nanoseconds % parts) / parts;
}

}  // namespace chancery::sql::postgresql
