#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What is guessed at, or asked for again and again. Each kind is counted by itself.
enum class AttemptKind {
  password,
  second_factor,      ///< codes of authenticator apps, and recovery codes
  confirmation_mail,  ///< mails to an address that somebody says is theirs
};

constexpr std::string_view name(AttemptKind kind) {
  switch (kind) {
    case AttemptKind::password: return "password";
    case AttemptKind::second_factor: return "second_factor";
    case AttemptKind::confirmation_mail: return "confirmation_mail";
  }
  std::unreachable();
}

/// How failures slow whoever goes on trying: the first ones cost nothing, the next one a wait, each
/// further one twice as long a wait. Nobody is ever locked out (NIST SP 800-63B §5.2.2, ASVS 6.3.1,
/// attack B81).
struct Throttle {
  /// At least 1. The wait comes after the last of them.
  std::uint32_t free_failures;
  /// In which one failure is forgiven.
  Lifetime forgiveness;
  Lifetime first_wait{1};
  Lifetime longest_wait = std::chrono::minutes(15);
};

/// Of one account, or of one account as one device or network tries it.
inline constexpr Throttle account_throttle{.free_failures = 5,
                                           .forgiveness = std::chrono::hours(1)};
/// Of one network, whatever accounts it tries.
inline constexpr Throttle network_throttle{.free_failures = 50,
                                           .forgiveness = std::chrono::minutes(5)};

/// How long a device, and how long a network, is known to an account after a success. Networks come
/// and go with every train; devices are told by a cookie of their own.
inline constexpr Lifetime device_trust_lifetime = std::chrono::days(365);
inline constexpr Lifetime network_trust_lifetime = std::chrono::days(30);

/// How long to wait after the last of so many failures; zero while they are free.
Lifetime wait_after(std::uint32_t failures, const Throttle& throttle);

/// More failures than that make no difference.
std::uint32_t most_failures(const Throttle& throttle);

/// Names what attempts are counted of. Tells nothing to who reads the store.
using AttemptKey = Strong<struct AttemptKeyTag>;

/// The attempts of one key, as the store keeps them. All zero: none is known.
struct AttemptTally {
  /// When the last of the failures is forgiven; how many there are follows from it.
  Instant forgiven_at{};
  /// No attempt before.
  Instant held_until{};
  /// The account knows this device, or this network.
  Instant trusted_until{};

  bool operator==(const AttemptTally&) const = default;
};

/// How many failures count now.
std::uint32_t failures(const AttemptTally& tally, const Throttle& throttle, Instant now);

/// How long to wait before the next attempt; nothing if it may be made now. A wait that reaches
/// further than any can is of a clock that was wrong, and counts for nothing.
std::optional<Lifetime> hold(const AttemptTally& tally, const Throttle& throttle, Instant now);

/// After one more failure. Attempts are counted as failures before they are made, so that many at
/// once are no way around the count; what has succeeded is given back.
AttemptTally counted(AttemptTally tally, const Throttle& throttle, Instant now);

/// After an attempt was no failure after all. `counted` is what it was counted as: a wait that it
/// began itself ends.
AttemptTally given_back(AttemptTally tally, const AttemptTally& counted, const Throttle& throttle);

/// Until when a success makes a device or network known: to the end of a day (UTC), so that the
/// next success of that day changes nothing.
Instant end_of_trust(Instant now, Lifetime trust);

/// Without what is over.
AttemptTally tidied(AttemptTally tally, Instant now);

/// When nothing of it counts any more.
Instant expires_at(const AttemptTally& tally);

/// Where an attempt may be counted.
enum class AttemptScope {
  device,   ///< the account, as one device tries it
  place,    ///< the account, as one network tries it
  account,  ///< the account, as everybody else tries it
  network,  ///< whatever the network tries
};

inline constexpr AttemptScope attempt_scopes[] = {AttemptScope::device, AttemptScope::place,
                                                  AttemptScope::account, AttemptScope::network};

constexpr std::string_view name(AttemptScope scope) {
  switch (scope) {
    case AttemptScope::device: return "device";
    case AttemptScope::place: return "place";
    case AttemptScope::account: return "account";
    case AttemptScope::network: return "network";
  }
  std::unreachable();
}

constexpr const Throttle& throttle_of(AttemptScope scope) {
  return scope == AttemptScope::network ? network_throttle : account_throttle;
}

/// Where the next attempt is counted: at the device that the account knows, else at the network
/// that it knows, so that nobody waits for what others do elsewhere; else at the account and at the
/// network.
std::vector<AttemptScope> scopes_to_count(const AttemptTally& device, const AttemptTally& place,
                                          Instant now);

}  // namespace chancery
