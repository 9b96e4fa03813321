#include "adapters/breaker/circuit.hpp"

#include <algorithm>

namespace chancery::breaker {

std::optional<Circuit::Pass> Circuit::ask(TimePoint now) {
  if (state_ == State::closed) return Pass{era_};
  if (state_ == State::open) {
    if (now < probe_at_) return std::nullopt;
    enter(State::half_open);
  }
  if (std::exchange(is_probing_, true)) return std::nullopt;
  return Pass{era_};
}

void Circuit::succeeded(Pass pass) {
  if (pass.era != era_) return;
  failures_ = 0;
  if (state_ != State::half_open) return;
  pause_ = Span(0);
  enter(State::closed);
}

void Circuit::failed(Pass pass, TimePoint now, double chance) {
  if (pass.era != era_ || policy_.failures == 0) return;
  if (state_ == State::half_open) return open(now, chance);
  if (failures_ > 0 && now - last_failure_ >= policy_.window) failures_ = 0;
  last_failure_ = now;
  if (++failures_ >= policy_.failures) open(now, chance);
}

void Circuit::gave_up(Pass pass) {
  if (pass.era == era_) is_probing_ = false;
}

void Circuit::enter(State state) {
  state_ = state;
  ++era_;
  failures_ = 0;
  is_probing_ = false;
}

void Circuit::open(TimePoint now, double chance) {
  pause_ = std::clamp(2 * pause_, policy_.first_pause, policy_.longest_pause);
  const auto shortened = std::chrono::duration<double, Span::period>(pause_) * (1 - chance / 2);
  probe_at_ = now + std::chrono::duration_cast<Span>(shortened);
  enter(State::open);
}

}  // namespace chancery::breaker
