#include <algorithm>

#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

/// Whether the node may have taken it for one that had ended of itself, or whose end was another's.
bool is_over(const Login& login, const Request& request, const Known& known) {
  if (login.ended || login.swept || login.straddles || known.truth.party_ended(login)) return true;
  return std::ranges::any_of(request.readings, [&](Instant reading) {
    return Truth::expired(login, known.story.idle_lifetime, reading);
  });
}

}  // namespace

Judgement all_logins_end(const Step& step, const Known& known) {
  const auto* answered = step.as<Answered>();
  if (!answered || !std::holds_alternative<Done>(answered->answer)) return std::nullopt;
  const auto& request = *step.request;
  if (!request.to_end || saw_two_histories(request, known.truth)) return std::nullopt;
  for (const auto& [id, login] : known.truth.logins) {
    if (login.added >= request.began || !matches(*request.to_end, login.birth)) continue;
    if (!is_over(login, request, known)) return "a login lives on that was said to have ended";
  }
  return std::nullopt;
}

}  // namespace chancery::simulation
