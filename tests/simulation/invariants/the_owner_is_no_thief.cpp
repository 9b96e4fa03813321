#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

/// How much can pass between the reading of a clock and what is done about it, in a request that is
/// not given up: it reads, is not abandoned, and waits for the store.
constexpr Duration slack = request_deadline + store_patience + std::chrono::seconds(2);

/// A careful owner whose token was replaced in his name only, and who asks again in time.
bool asked_again_in_time(const Request& request, const Presented& shown, const Story& story) {
  const auto* successor = shown.successor();
  if (!request.asker.honest || shown.login->stranger_came) return false;
  if (story.clocks != Clocks::steady || story.replay_window == Lifetime::zero()) return false;
  return request.began_at + request_deadline + slack <
         successor->committed_at + story.replay_window;
}

Judgement was_superseded(const Request& request, const Presented& shown, const Story& story) {
  const auto* successor = shown.successor();
  if (successor == nullptr) return "a login ended for reuse of its newest token";
  if (asked_again_in_time(request, shown, story)) {
    return "a login ended for reuse by its owner, who had asked again in time";
  }
  const bool successor_unused = request.seen && request.seen->generation == shown.generation + 1;
  if (successor_unused && !window_closed(story, *successor, request.readings.back())) {
    return "a login ended for reuse within the window";
  }
  return std::nullopt;
}

}  // namespace

Judgement the_owner_is_no_thief(const Step& step, const Known& known) {
  const auto* ended = step.as<LoginEnded>();
  if (!ended || ended->event.reason != "reuse") return std::nullopt;
  const auto& request = *step.request;
  if (saw_two_histories(request, known.truth)) return std::nullopt;
  const auto shown = presented(request, known.truth);
  if (!shown) return "a login ended for reuse of a token of another";
  if (shown->on_line) return was_superseded(request, *shown, known.story);
  // On a line of history that a restore cut off. Who is behind the present one looks like reuse to
  // everybody: the record keeps no line.
  if (shown->generation + 1 >= shown->login->line.size()) {
    return "a login ended for reuse of a token that the store has lost";
  }
  return std::nullopt;
}

}  // namespace chancery::simulation
