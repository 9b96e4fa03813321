#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/authentication.hpp"
#include "domain/claims_request.hpp"
#include "domain/client.hpp"
#include "domain/oauth_error.hpp"
#include "domain/origin.hpp"
#include "domain/scopes.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// One login of one user at one client. Its refresh tokens form a chain of generations of which
/// only the newest is valid; the record is updated in place, so a login is one row for ever. What
/// is kept computes no token: `seed` is useless without the secret that was presented last.
struct RefreshFamily {
  FamilyId id;
  ClientId client;
  UserId user;
  /// The epochs of client and user at login; the login is over once either has moved.
  std::int64_t client_epoch = 0;
  std::int64_t user_epoch = 0;
  /// What the login was granted; a refresh may ask for less, never for more.
  Scopes scopes{};
  /// `aud` of the access tokens at login.
  std::vector<std::string> audiences{};
  /// `auth_time`: when the user proved who they are.
  Instant authenticated_at{};
  /// How; and what `claims` asked for. Empty for logins that no authorization code made.
  Authentication authentication{};
  ClaimsRequest claims{};
  /// The absolute end, whatever happens before.
  Instant expires_at{};
  /// Where the user logged in from; empty for logins older than this record of it.
  std::string login_address{};

  /// How many successors the first token has had.
  std::uint32_t generation = 0;
  TokenDigest current;
  /// 256 random bits, base64url, drawn at the last rotation: the current token's secret is
  /// HMAC-SHA-256(its predecessor's secret, label ‖ seed). Empty before the first.
  std::string seed{};
  /// When the current token became current.
  Instant rotated_at{};
  /// Where the request came from that made it so.
  Origin last_used_from{};

  bool operator==(const RefreshFamily&) const = default;
};

/// The login as it begins: its user has just proved who they are, its first token is current.
RefreshFamily begun(RefreshFamily family, const Origin& from, Instant now);

/// What has become of the parties to a login.
enum class Standing {
  live,
  user_gone,     ///< deleted
  user_ended,    ///< disabled, password changed, logged out everywhere: another epoch
  client_gone,   ///< deleted
  client_ended,  ///< disabled: another epoch
};

/// A family as found, with the standing of its parties read in the same statement.
struct FoundFamily {
  RefreshFamily family;
  Standing standing = Standing::live;
  /// Given if the current token became current when the store could be asked no more: since when it
  /// can be asked again, or some minutes later at most. Whoever lost the answer could not ask
  /// before.
  std::optional<Instant> reachable_since{};

  bool operator==(const FoundFamily&) const = default;
};

/// What somebody presents: a genuine token of the family, its tag verified.
struct Presentation {
  std::uint32_t generation = 0;
  /// Digest of the presented secret.
  TokenDigest presented;
  /// Digest of the successor that the presented secret and the family's seed make; needed only of
  /// the generation before the family's.
  std::optional<TokenDigest> successor{};
  Scopes requested_scopes{};
  /// `resource` parameters (RFC 8707); empty: all that was granted.
  std::vector<std::string> requested_audiences{};
  Origin from{};
};

struct RotationPolicy {
  /// A login ends when no token of it was refreshed for this long.
  Lifetime idle_lifetime;
  /// How long a superseded token buys the same successor again. Zero switches that off. Time in
  /// which nobody could ask for it does not count.
  Lifetime replay_window;
};

/// Draw a fresh seed, make the successor, commit it with one compare-and-set on the digest.
struct Rotate {
  Scopes access_scopes;
  std::vector<std::string> audiences;
};
/// The answer to the last rotation was lost, or two asked at once: give the same successor again.
struct Replay {
  Scopes access_scopes;
  std::vector<std::string> audiences;
  /// Another address or user agent than the one that rotated: worth an audit event.
  bool from_elsewhere = false;
};
/// A superseded token came back: thief and owner look alike, so the login ends for both.
struct Revoke {
  OAuthError why;
};
/// No token, and nothing changes.
struct Refuse {
  OAuthError why;
};
using RotationDecision = std::variant<Rotate, Replay, Revoke, Refuse>;

/// What becomes of a family when `caller` presents a genuine token of it (RFC 6749 §6,
/// RFC 9700 §4.14). Total; reads no clock.
///
/// | presented                                                       | decision            |
/// |-----------------------------------------------------------------|---------------------|
/// | by another client, or a party's standing is not `live`          | Refuse              |
/// | a generation, or a secret, the record has not reached           | Refuse (state_lost) |
/// | the current one                                                 | Rotate              |
/// | one generation older, within the window, and its successor is current | Replay        |
/// | any other                                                       | Revoke              |
///
/// Rotate and Replay become Refuse when the login has expired, when the client may no longer have
/// what was granted, or when more is asked than was granted.
RotationDecision decide_rotation(const FoundFamily& found, const Client& caller,
                                 const Presentation& presentation, const RotationPolicy& policy,
                                 Instant now);

/// When the login ends if its current token is not used: the earlier of idle and absolute end.
Instant refresh_expires_at(const RefreshFamily& family, Lifetime idle_lifetime);

/// When the login was last refreshed, or began.
Instant last_used_at(const RefreshFamily& family);

/// Whether a refresh token of the login could still buy anything.
bool is_live(const FoundFamily& found, Lifetime idle_lifetime, Instant now);

}  // namespace chancery
