#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {

Judgement nothing_live_is_swept(const Step& step, const Known& known) {
  const auto* swept = step.as<LoginsSwept>();
  if (!swept) return std::nullopt;
  for (const auto& id : swept->families) {
    const auto* login = known.truth.find(id);
    if (login == nullptr) return "a login was swept that nobody began";
    if (login->straddles || known.truth.party_ended(*login)) continue;
    const auto earliest_clock = time_of_day(step.at - max_clock_step);
    if (!Truth::expired(*login, known.story.idle_lifetime, earliest_clock)) {
      return "a login was swept that is live where the clock is behind";
    }
  }
  return std::nullopt;
}

}  // namespace chancery::simulation
