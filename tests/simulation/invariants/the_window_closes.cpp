#include <algorithm>

#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

Judgement stamp_is_now(const Request& request, Instant stamp) {
  if (request.readings.empty() || request.readings.back() != stamp) {
    return "what was stored is not stamped with the time it was decided at";
  }
  return std::nullopt;
}

Judgement superseded_but_accepted(const Request& request, const Presented& shown,
                                  const Story& story) {
  const auto* successor = shown.successor();
  const auto* used = shown.successors_successor();
  if (used && used->committed < request.began) {
    return "a token was accepted although its successor had been used";
  }
  if (const auto now = last_reading(request); now && window_closed(story, *successor, *now)) {
    return "a superseded token was accepted after the window";
  }
  return std::nullopt;
}

}  // namespace

Judgement the_window_closes(const Step& step, const Known& known) {
  if (const auto* replaced = step.as<TokenReplaced>()) {
    return stamp_is_now(*step.request, replaced->change.rotated_at);
  }
  if (const auto* added = step.as<LoginAdded>()) {
    return stamp_is_now(*step.request, added->family.rotated_at);
  }
  const auto* answered = step.as<Answered>();
  if (!answered || !step.request->refresh) return std::nullopt;
  const auto& request = *step.request;
  if (!accepts(request, answered->answer) || saw_two_histories(request, known.truth)) {
    return std::nullopt;
  }
  const auto shown = presented(request, known.truth);
  if (!shown) return std::nullopt;
  if (!shown->on_line) return "a token was accepted that is not of the login's line";
  const auto* successor = shown->successor();
  if (successor == nullptr || request.refreshed) return std::nullopt;
  if (refresh_request(request)) return superseded_but_accepted(request, *shown, known.story);
  if (successor->committed < request.began) return "a superseded token was said to be active";
  return std::nullopt;
}

}  // namespace chancery::simulation
