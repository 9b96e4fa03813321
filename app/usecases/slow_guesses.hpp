#pragma once

#include <array>
#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/client.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/throttle.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/outbound/attempt_store.hpp"
#include "ports/outbound/audit_trail.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// Slows whoever guesses at secrets, across nodes and restarts (attack B81). Every guess is counted
/// before it is looked at, and given back unless it was wrong. Thread-safe; may throw Unavailable.
class SlowGuesses {
 public:
  struct Ports {
    outbound::AttemptStore& attempts;
    outbound::MessageMac& macs;
    outbound::AuditTrail& audit;
    const outbound::Clock& clock;
  };

  explicit SlowGuesses(Ports ports) : ports_(ports) {}

  /// What is guessed at, and who guesses. An account that does not exist is counted by what was
  /// typed, and nobody sees a difference (attack B80).
  struct Target {
    AttemptKind kind;
    std::optional<UserId> user{};
    /// What was typed, in canonical form if it has one; asked for where there is no user.
    std::string_view login_name{};
    /// Empty where the request's network is not the user's own.
    std::string_view network{};
    /// The browser's device cookie.
    std::optional<Secret> device{};
    /// For the audit trail.
    std::optional<ClientId> client{};
  };

  class Guess;
  /// The user has shown by something that nobody guesses who they are: the account knows their
  /// device and network from now on, as after a guess that was right.
  void know(const Target& target, const inbound::RequestContext& context);

  /// A guess that was counted; or how long to wait, and then nothing was counted and nothing may be
  /// looked at. The context is to outlive the guess.
  std::expected<Guess, Lifetime> begin(const Target& target,
                                       const inbound::RequestContext& context);

 private:
  static constexpr auto scopes = std::size(attempt_scopes);
  using Keys = std::array<std::optional<AttemptKey>, scopes>;
  using Tallies = std::array<AttemptTally, scopes>;
  struct Counted {
    AttemptScope scope;
    AttemptTally tally;
  };

  [[nodiscard]] Keys keys_of(const Target& target);
  [[nodiscard]] Tallies find(const Keys& keys);
  /// The tally after it was counted, or how long it is held.
  std::expected<AttemptTally, Lifetime> count(const AttemptKey& key, AttemptTally tally,
                                              const Throttle& throttle, Instant now);
  /// Replaces the tally, whatever it is by now, by what `change` makes of it. `last` is what it was
  /// last.
  template <class Change>
  void change(const AttemptKey& key, AttemptTally last, const Change& change);

  Ports ports_;
};

/// A guess that is being looked at. Without a word it was none: its count is given back when it
/// dies. One thread at a time.
class SlowGuesses::Guess {
 public:
  Guess(Guess&& other) noexcept;
  ~Guess();
  Guess& operator=(Guess&&) = delete;
  Guess(const Guess&) = delete;
  Guess& operator=(const Guess&) = delete;

  /// It was wrong, and stays counted. If attempts have to wait from now on, the audit trail
  /// remembers it.
  void was_wrong();

  /// It was right: nothing is held against the account here any more, and it knows the device and
  /// the network from now on. What others did elsewhere stays counted.
  void was_right();

 private:
  friend class SlowGuesses;
  Guess(SlowGuesses& owner, const Target& target, const inbound::RequestContext& context);

  void give_back(const Counted& one);
  void clear(const Counted& one);
  /// Without failures; `last` as in SlowGuesses::change.
  void trust(AttemptScope scope, const Tallies& last);
  [[nodiscard]] const AttemptKey& key(AttemptScope scope) const;

  /// Null once it is settled.
  SlowGuesses* owner_;
  const inbound::RequestContext& context_;
  std::optional<UserId> user_;
  std::optional<ClientId> client_;
  Keys keys_;
  Tallies found_;
  std::vector<Counted> counted_;
};

/// The network to count a client's user at: none for a client that keeps a secret, which is a
/// server and asks for all of its users from one.
inline std::string_view users_network(const Client& client,
                                      const inbound::RequestContext& context) {
  return client.is_public() ? std::string_view(context.network) : std::string_view();
}

}  // namespace chancery
