#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {

Judgement a_working_token_in_the_end(const Step& step, const Known&) {
  const auto* tried = step.as<Tried>();
  if (!tried || tried->works) return std::nullopt;
  return tried->app + " has no working token after " + std::to_string(tried->asked) + " tries";
}

}  // namespace chancery::simulation
