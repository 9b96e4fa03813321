#include "adapters/breaker/breaker.hpp"

#include <algorithm>
#include <thread>

namespace chancery::breaker {
namespace {

/// What the clock's last digits happen to be: enough to keep nodes out of step.
double any_chance() {
  constexpr auto parts = 1'000'003;
  const auto nanoseconds = std::chrono::steady_clock::now().time_since_epoch().count();
  return static_cast<double>(nanoseconds % parts) / parts;
}

}  // namespace

Breaker::World Breaker::real_world() {
  return {.now = [] { return std::chrono::steady_clock::now(); },
          .chance = any_chance,
          .sleep = [](Span span) { std::this_thread::sleep_for(span); }};
}

Breaker::Breaker(const Options& options, World world)
    : options_(options),
      world_(std::move(world)),
      circuit_(options.circuit),
      untroubled_era_(circuit_.era()),
      last_success_(world_.now()) {}

Vitals Breaker::vitals() const {
  const std::lock_guard lock(mutex_);
  return {.state = circuit_.state(),
          .opened_total = opened_total_,
          .rejected_total = rejected_total_,
          .retried_total = retried_total_};
}

Circuit::Pass Breaker::admit(TimePoint now) {
  using std::chrono::seconds;
  if (const auto era = untroubled_era_.load(); era != 0) return {era};
  const std::lock_guard lock(mutex_);
  if (const auto pass = circuit_.ask(now)) return *pass;
  ++rejected_total_;
  const auto wait = std::chrono::ceil<seconds>(circuit_.opens_again_at() - now);
  throw Unavailable("the database is away: its circuit breaker is open",
                    std::max(wait, seconds(1)));
}

void Breaker::answered(Circuit::Pass pass, TimePoint began) {
  const auto now = world_.now();
  if (now - began > options_.deadline) return failed(pass, began);
  last_success_ = now;
  if (untroubled_era_.load() == pass.era) return;
  const std::lock_guard lock(mutex_);
  circuit_.succeeded(pass);
  if (circuit_.is_untroubled()) outages_.answered(now);
  had_outage_ = !outages_.empty();
  note_untroubled();
}

void Breaker::failed(Circuit::Pass pass, TimePoint began) {
  const auto now = world_.now();
  const auto chance = world_.chance();
  const auto why = std::current_exception();
  const std::lock_guard lock(mutex_);
  if (why && why == counted_) return circuit_.gave_up(pass);
  counted_ = why;
  const auto era = circuit_.era();
  circuit_.failed(pass, now, chance);
  if (circuit_.era() != era) ++opened_total_;
  if (!circuit_.is_untroubled()) outages_.failed(began, last_success_);
  note_untroubled();
}

OutageRecord::Span Breaker::lost_since(TimePoint at) const {
  if (!had_outage_.load()) return {};
  const std::lock_guard lock(mutex_);
  return outages_.lost_since(at);
}

void Breaker::gave_up(Circuit::Pass pass) {
  const std::lock_guard lock(mutex_);
  circuit_.gave_up(pass);
}

bool Breaker::may_repeat(TimePoint began) {
  if (world_.now() - began > options_.quick) return false;
  const auto pause = std::chrono::duration<double, Span::period>(options_.pause);
  world_.sleep(std::chrono::ceil<Span>(pause * world_.chance()));
  const std::lock_guard lock(mutex_);
  ++retried_total_;
  return true;
}

void Breaker::note_untroubled() { untroubled_era_ = circuit_.is_untroubled() ? circuit_.era() : 0; }

}  // namespace chancery::breaker
