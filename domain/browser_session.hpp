#pragma once

#include <chrono>
#include <cstdint>

#include "domain/authentication.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What the session cookie of a browser stands for: a user who proved who they are. The cookie's
/// value is 256 random bits; nothing that is kept here computes it.
struct BrowserSession {
  /// SHA-256 of the cookie's value. Another one at each login (attack B77).
  BrowserSessionId id;
  UserId user;
  /// The epoch of the user at login; the session is over once it has moved.
  std::int64_t user_epoch = 0;
  Instant authenticated_at{};
  Authentication authentication{};
  Instant created_at{};
  /// Written at most once in `session_touch_interval`.
  Instant last_used_at{};
  /// The absolute end.
  Instant expires_at{};

  bool operator==(const BrowserSession&) const = default;
};

struct BrowserSessionLifetimes {
  Lifetime idle;
  Lifetime absolute;
};

/// How far `last_used_at` may lie behind.
inline constexpr Lifetime session_touch_interval = std::chrono::minutes(1);

/// When the session ends if it is not used: the earlier of idle and absolute end.
Instant session_ends_at(const BrowserSession& session, Lifetime idle_lifetime);

/// Whether the session counts. What has become of its user is the caller's question.
bool is_live(const BrowserSession& session, Lifetime idle_lifetime, Instant now);

/// Whether a use at `now` is worth writing down.
bool should_touch(const BrowserSession& session, Instant now);

/// A login that a browser session gave a client: what ends, and who is told, at logout.
struct Participant {
  ClientId client;
  /// The login, and `sid` of its tokens. It may be over.
  FamilyId login;

  auto operator<=>(const Participant&) const = default;
};

}  // namespace chancery
