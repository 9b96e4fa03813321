#include "tests/simulation/gate.hpp"

namespace chancery::simulation {

void Gate::enter(std::string_view name, Kind kind) {
  must_live(kind);
  world_.scheduler.pass();
  linger(kind);
  must_live(kind);
  if (kind != Kind::thinks && world_.troubled() &&
      world_.chance.chance(world_.story.rates.fails_before)) {
    note(name, "fails before");
    throw Unavailable("the call failed before its effect");
  }
}

void Gate::leave(std::string_view name, Kind kind, std::string_view outcome, std::uint64_t number) {
  note(name, outcome, number);
  const bool fails = kind == Kind::writes && world_.troubled() &&
                     world_.chance.chance(world_.story.rates.fails_after);
  world_.scheduler.pass();
  linger(kind);
  must_live(kind);
  if (fails) {
    note(name, "fails after");
    throw Unavailable("the call failed after its effect");
  }
}

void Gate::linger(Kind kind) {
  if (!world_.troubled()) return;
  const auto& rates = world_.story.rates;
  if (world_.chance.chance(rates.dawdles)) {
    world_.scheduler.sleep(Duration(world_.chance.between(1, 900)));
  }
  if (world_.chance.chance(rates.freezes)) {
    const bool in_store = kind == Kind::reads || kind == Kind::writes;
    const auto most = in_store ? store_patience : Duration(std::chrono::seconds(150));
    world_.scheduler.sleep(Duration(world_.chance.between(1000, most.count())));
  }
}

void Gate::note(std::string_view name, std::string_view outcome, std::uint64_t number) {
  const auto& asked = request();
  world_.history.add({.at = world_.scheduler.now(),
                      .node = life_.node,
                      .request = asked.number,
                      .actor = asked.asker.name,
                      .call = name,
                      .outcome = outcome,
                      .number = number});
}

void Gate::must_live(Kind kind) const {
  if (kind == Kind::thinks || (life_.alive && !world_.over())) return;
  throw Unavailable("this node is no more");
}

}  // namespace chancery::simulation
