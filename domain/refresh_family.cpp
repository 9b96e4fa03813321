#include "domain/refresh_family.hpp"

#include <algorithm>

namespace chancery {
namespace {

std::optional<std::string> ended(Standing standing) {
  switch (standing) {
    case Standing::live: return std::nullopt;
    case Standing::user_gone: return "the user was deleted";
    case Standing::user_ended: return "the user's logins were ended";
    case Standing::client_gone: return "the client was deleted";
    case Standing::client_ended: return "the client was disabled";
  }
  std::unreachable();
}

bool includes_all(const std::vector<std::string>& granted,
                  const std::vector<std::string>& requested) {
  return std::ranges::all_of(requested, [&](const auto& audience) {
    return std::ranges::find(granted, audience) != granted.end();
  });
}

/// Why a genuine, timely presentation still buys nothing; nothing if it does.
std::optional<OAuthError> objection(const RefreshFamily& family, const Client& caller,
                                    const Presentation& presentation, Lifetime idle_lifetime,
                                    Instant now) {
  if (now >= refresh_expires_at(family, idle_lifetime))
    return invalid_grant("the login has expired");
  if (!caller.scopes.covers(family.scopes)) {
    return invalid_grant("a granted scope was taken from the client");
  }
  if (!family.scopes.covers(presentation.requested_scopes)) {
    return invalid_scope("the requested scope exceeds what was granted");
  }
  if (!includes_all(family.audiences, presentation.requested_audiences)) {
    return invalid_target("the requested resource exceeds what was granted");
  }
  return std::nullopt;
}

bool within_window(const FoundFamily& found, Lifetime window, Instant now) {
  const auto rotated_at = found.family.rotated_at;
  const auto begins_at = std::max(rotated_at, found.reachable_since.value_or(rotated_at));
  return window > Lifetime::zero() && now < begins_at + window;
}

}  // namespace

RefreshFamily begun(RefreshFamily family, const Origin& from, Instant now) {
  family.authenticated_at = now;
  family.rotated_at = now;
  family.last_used_from = from;
  family.login_address = from.address;
  return family;
}

Instant refresh_expires_at(const RefreshFamily& family, Lifetime idle_lifetime) {
  return std::min(family.expires_at, family.rotated_at + idle_lifetime);
}

Instant last_used_at(const RefreshFamily& family) { return family.rotated_at; }

bool is_live(const FoundFamily& found, Lifetime idle_lifetime, Instant now) {
  return found.standing == Standing::live && now < refresh_expires_at(found.family, idle_lifetime);
}

RotationDecision decide_rotation(const FoundFamily& found, const Client& caller,
                                 const Presentation& presentation, const RotationPolicy& policy,
                                 Instant now) {
  const auto& family = found.family;
  if (family.client != caller.id) {
    return Refuse{invalid_grant("the refresh token was issued to another client")};
  }
  if (const auto why = ended(found.standing)) return Refuse{invalid_grant(*why)};

  const bool newest = presentation.generation == family.generation;
  const bool current = newest && presentation.presented == family.current;
  if (presentation.generation > family.generation || (newest && !current)) {
    return Refuse{invalid_grant("state_lost: the token is newer than the record")};
  }

  const bool predecessor = presentation.generation + 1 == family.generation;
  const bool replay = predecessor && within_window(found, policy.replay_window, now) &&
                      presentation.successor == family.current;
  // Before expiry: reuse is news however late it comes.
  if (!current && !replay)
    return Revoke{invalid_grant("a superseded refresh token was used again")};

  if (auto why = objection(family, caller, presentation, policy.idle_lifetime, now)) {
    return Refuse{std::move(*why)};
  }
  auto scopes =
      presentation.requested_scopes.empty() ? family.scopes : presentation.requested_scopes;
  auto audiences = presentation.requested_audiences.empty() ? family.audiences
                                                            : presentation.requested_audiences;
  if (current) return Rotate{std::move(scopes), std::move(audiences)};
  return Replay{std::move(scopes), std::move(audiences),
                presentation.from != family.last_used_from};
}

}  // namespace chancery
