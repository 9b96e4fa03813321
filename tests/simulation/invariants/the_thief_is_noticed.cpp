#include <algorithm>

#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

/// Whether there can be no doubt that the token was superseded for good when the request began.
bool superseded_for_good(const Request& request, const Presented& shown, const Story& story) {
  const auto* successor = shown.successor();
  if (!shown.on_line || successor == nullptr || successor->committed >= request.began) return false;
  const auto* used = shown.successors_successor();
  if (used && used->committed < request.began) return true;
  return !request.readings.empty() && std::ranges::all_of(request.readings, [&](Instant reading) {
    return window_closed(story, *successor, reading);
  });
}

}  // namespace

Judgement the_thief_is_noticed(const Step& step, const Known& known) {
  const auto* answered = step.as<Answered>();
  if (!answered || std::holds_alternative<Failed>(answered->answer)) return std::nullopt;
  const auto& request = *step.request;
  if (!refresh_request(request) || !request.authenticated) return std::nullopt;
  if (saw_two_histories(request, known.truth)) return std::nullopt;
  const auto shown = presented(request, known.truth);
  if (!shown || shown->login->birth.client != credentials(request)->client) return std::nullopt;
  if (!superseded_for_good(request, *shown, known.story)) return std::nullopt;
  // What has ended otherwise is refused as it is.
  const auto& login = *shown->login;
  if (login.straddles || login.swept || known.truth.party_ended(login)) return std::nullopt;
  if (!std::holds_alternative<Refused>(answered->answer)) return "a superseded token was accepted";
  if (!login.ended) return "a superseded token came back, and the login lives";
  return std::nullopt;
}

}  // namespace chancery::simulation
