#include "app/usecases/slow_guesses.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "ports/unavailable.hpp"

namespace chancery {
namespace {

/// Of those who change one tally at the same time each round serves one.
constexpr int max_rounds = 100;

std::size_t index(AttemptScope scope) { return static_cast<std::size_t>(scope); }

Lifetime trust_lifetime(AttemptScope scope) {
  return scope == AttemptScope::device ? device_trust_lifetime : network_trust_lifetime;
}

}  // namespace

std::expected<SlowGuesses::Guess, Lifetime> SlowGuesses::begin(
    const Target& target, const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  Guess guess(*this, target, context);
  auto counted_at = scopes_to_count(guess.found_[index(AttemptScope::device)],
                                    guess.found_[index(AttemptScope::place)], now);
  std::erase_if(counted_at, [&](auto scope) { return !guess.keys_[index(scope)]; });

  // Who has to wait anyway costs no write.
  Lifetime wait{0};
  for (const auto scope : counted_at) {
    const auto held = hold(guess.found_[index(scope)], throttle_of(scope), now);
    wait = std::max(wait, held.value_or(Lifetime(0)));
  }
  if (wait > Lifetime(0)) return std::unexpected(wait);

  for (const auto scope : counted_at) {
    const auto tally = count(guess.key(scope), guess.found_[index(scope)], throttle_of(scope), now);
    if (!tally) return std::unexpected(tally.error());
    guess.counted_.push_back({scope, *tally});
  }
  return guess;
}

void SlowGuesses::know(const Target& target, const inbound::RequestContext& context) {
  Guess(*this, target, context).was_right();
}

SlowGuesses::Keys SlowGuesses::keys_of(const Target& target) {
  const auto whose =
      target.user ? "user " + target.user->value() : "nobody " + std::string(target.login_name);
  const auto key = [&](AttemptScope scope, std::string_view of) {
    return AttemptKey(ports_.macs.compute(
        KeyUse::digest_attempts,
        std::string(name(target.kind)) + '\n' + std::string(name(scope)) + '\n' + std::string(of)));
  };
  const std::string network(target.network);
  Keys keys;
  keys[index(AttemptScope::account)] = key(AttemptScope::account, whose);
  if (target.device) {
    keys[index(AttemptScope::device)] =
        key(AttemptScope::device, target.device->reveal() + '\n' + whose);
  }
  if (!network.empty()) {
    keys[index(AttemptScope::place)] = key(AttemptScope::place, network + '\n' + whose);
    keys[index(AttemptScope::network)] = key(AttemptScope::network, network);
  }
  return keys;
}

SlowGuesses::Tallies SlowGuesses::find(const Keys& keys) {
  std::vector<AttemptKey> asked;
  for (const auto& key : keys) {
    if (key) asked.push_back(*key);
  }
  const auto found = ports_.attempts.find(asked);
  Tallies tallies;
  for (std::size_t i = 0, next = 0; i < keys.size(); ++i) {
    if (keys[i]) tallies[i] = found.at(next++);
  }
  return tallies;
}

std::expected<AttemptTally, Lifetime> SlowGuesses::count(const AttemptKey& key, AttemptTally tally,
                                                         const Throttle& throttle, Instant now) {
  for (int round = 0; round < max_rounds; ++round) {
    if (const auto held = hold(tally, throttle, now)) return std::unexpected(*held);
    const auto to = counted(tally, throttle, now);
    if (ports_.attempts.replace(key, tally, to)) return to;
    tally = ports_.attempts.find({key}).front();
  }
  throw Busy("too many attempts at the same time");
}

template <class Change>
void SlowGuesses::change(const AttemptKey& key, AttemptTally last, const Change& change) {
  const auto now = ports_.clock.now();
  for (int round = 0; round < max_rounds; ++round) {
    const auto to = tidied(change(last), now);
    if (to == last || ports_.attempts.replace(key, last, to)) return;
    last = ports_.attempts.find({key}).front();
  }
}

SlowGuesses::Guess::Guess(SlowGuesses& owner, const Target& target,
                          const inbound::RequestContext& context)
    : owner_(&owner),
      context_(context),
      user_(target.user),
      client_(target.client),
      keys_(owner.keys_of(target)),
      found_(owner.find(keys_)) {}

SlowGuesses::Guess::Guess(Guess&& other) noexcept
    : owner_(std::exchange(other.owner_, nullptr)),
      context_(other.context_),
      user_(std::move(other.user_)),
      client_(std::move(other.client_)),
      keys_(std::move(other.keys_)),
      found_(other.found_),
      counted_(std::move(other.counted_)) {}

SlowGuesses::Guess::~Guess() {
  if (owner_ == nullptr) return;
  try {
    for (const auto& one : counted_) give_back(one);
  } catch (const std::exception&) {
    return;  // it stays counted, as if it had been wrong
  }
}

void SlowGuesses::Guess::was_wrong() {
  auto& ports = std::exchange(owner_, nullptr)->ports_;
  const auto now = ports.clock.now();
  for (const auto& one : counted_) {
    const auto& throttle = throttle_of(one.scope);
    if (failures(one.tally, throttle, now) != throttle.free_failures) continue;
    ports.audit.record({.type = AuditType::attempts_slowed,
                        .at = now,
                        .reason = std::string(name(one.scope)),
                        .user = user_,
                        .client = client_,
                        .origin = context_.origin,
                        .request_id = context_.request_id});
  }
}

void SlowGuesses::Guess::was_right() {
  auto known_by = found_;
  for (const auto& one : std::exchange(counted_, {})) {
    known_by[index(one.scope)] = one.tally;
    if (one.scope == AttemptScope::network) give_back(one);
    if (one.scope == AttemptScope::account) clear(one);
  }
  trust(AttemptScope::device, known_by);
  trust(AttemptScope::place, known_by);
  owner_ = nullptr;
}

void SlowGuesses::Guess::give_back(const Counted& one) {
  owner_->change(key(one.scope), one.tally, [&](const AttemptTally& tally) {
    return given_back(tally, one.tally, throttle_of(one.scope));
  });
}

void SlowGuesses::Guess::clear(const Counted& one) {
  owner_->change(key(one.scope), one.tally, [&](const AttemptTally&) { return AttemptTally{}; });
}

void SlowGuesses::Guess::trust(AttemptScope scope, const Tallies& last) {
  if (!keys_[index(scope)]) return;
  const auto until = end_of_trust(owner_->ports_.clock.now(), trust_lifetime(scope));
  owner_->change(key(scope), last[index(scope)], [&](const AttemptTally& tally) {
    return AttemptTally{.trusted_until = std::max(tally.trusted_until, until)};
  });
}

const AttemptKey& SlowGuesses::Guess::key(AttemptScope scope) const { return *keys_[index(scope)]; }

}  // namespace chancery
