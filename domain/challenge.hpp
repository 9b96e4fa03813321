#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What a user who is to prove something has proved so far. It is carried by who asks, sealed; no
/// table holds it. What answers it counts once, which the factor's own record sees to.
struct Challenge {
  enum class Purpose {
    sign_in,        ///< to log in
    manage,         ///< to change the account's factors
    proved,         ///< was answered: its holder may change the account's factors
    enrol_totp,     ///< to prove that an authenticator app has the key
    enrol_passkey,  ///< to make a passkey
  };
  Purpose purpose = Purpose::sign_in;
  /// None: whoever the passkey is of.
  std::optional<UserId> user{};
  /// Of that user; once it has moved the challenge is worth nothing.
  std::int64_t user_epoch = 0;
  /// `amr` of what was proved before.
  std::vector<std::string> proved{};
  /// When the first of it was.
  Instant authenticated_at{};
  /// The browser session that proves it: the challenge is worth nothing without it.
  std::optional<BrowserSessionId> session{};
  Instant made_at{};
  /// 128 random bits, base64url.
  std::string nonce{};
  /// Of `enrol_totp`: the key, base64url. The holder has been told it.
  std::string key{};
  /// Of `sign_in`: what whoever asked for the first proof is to get, written by the use case.
  /// Empty: what is usual there.
  std::string terms{};

  bool operator==(const Challenge&) const = default;
};

constexpr std::string_view name(Challenge::Purpose purpose) {
  using enum Challenge::Purpose;
  switch (purpose) {
    case sign_in: return "sign_in";
    case manage: return "manage";
    case proved: return "proved";
    case enrol_totp: return "enrol_totp";
    case enrol_passkey: return "enrol_passkey";
  }
  std::unreachable();
}

/// How long a user may take to answer.
inline constexpr Lifetime challenge_lifetime = std::chrono::minutes(10);

/// Text that holds the challenge, each of its fields behind its length.
std::string write_challenge(const Challenge& challenge);

/// Strict: nothing for any text that `write_challenge` cannot have made.
std::optional<Challenge> read_challenge(std::string_view text);

/// Whether the challenge still counts; one from beyond the clocks' skew does not.
bool is_current(const Challenge& challenge, Instant now);

/// Which of two challenges is newer: the second of making, and random bits behind it. A passkey
/// answers challenges in this order only, so that each counts once though nobody keeps them.
std::int64_t order_of(const Challenge& challenge);

}  // namespace chancery
