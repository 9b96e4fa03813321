#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/codec/json.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// A client that is to be told that one of its logins has ended (OpenID Connect Back-Channel
/// Logout).
struct LogoutNotice {
  NoticeId id;
  ClientId client;
  /// Where to, as registered when the login ended.
  std::string uri;
  UserId user;
  /// `sid`.
  FamilyId login;
  /// `sub`, as the client knows the user.
  std::string subject;
  Instant created_at{};
  Instant next_attempt_at{};
  /// How often its delivery was begun.
  std::int64_t attempts = 0;

  bool operator==(const LogoutNotice&) const = default;
};

/// For how long delivery is tried.
inline constexpr Lifetime notice_lifetime = std::chrono::hours(24);
/// How long one attempt may take: who has claimed a notice has it so long.
inline constexpr Lifetime notice_lease = std::chrono::seconds(60);

/// When to try again after the attempt that was just made failed: 1 s later after the first, then
/// twice as long each time, up to an hour. Nothing once that is past the notice's lifetime: it is
/// dropped.
std::optional<Instant> next_attempt_at(const LogoutNotice& notice, Instant now);

/// How long a client is left alone that has not answered `failures` times in a row: 1 s after the
/// first, then twice as long each time, up to a minute. All of its notices wait as long: a client
/// that is away does not hold up what others are told.
Lifetime pause_after(std::int64_t failures);

/// How long a logout token may be used: it is sent at once.
inline constexpr Lifetime logout_token_lifetime = std::chrono::minutes(2);

/// The payload of the logout token (Back-Channel Logout §2.4): `iss sub aud iat exp jti events
/// sid`, and no `nonce`.
codec::Json logout_token(const LogoutNotice& notice, const Issuer& issuer, const TokenId& id,
                         Instant now);

}  // namespace chancery
