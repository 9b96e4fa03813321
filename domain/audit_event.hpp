#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/origin.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What the audit trail remembers. Issuing and refreshing tokens are not among them: the request
/// log has those, by `jti`, family and generation.
enum class AuditType {
  login_succeeded,
  login_failed,
  login_ended,  ///< `reason` says why: revoked, reuse, session_revoked, …
  refresh_replayed_elsewhere,
  access_token_revoked,
  user_created,
  user_changed,
  user_removed,
  client_created,
  client_changed,
  client_removed,
  key_changed,
};

constexpr std::string_view name(AuditType type) {
  using enum AuditType;
  switch (type) {
    case login_succeeded: return "login_succeeded";
    case login_failed: return "login_failed";
    case login_ended: return "login_ended";
    case refresh_replayed_elsewhere: return "refresh_replayed_elsewhere";
    case access_token_revoked: return "access_token_revoked";
    case user_created: return "user_created";
    case user_changed: return "user_changed";
    case user_removed: return "user_removed";
    case client_created: return "client_created";
    case client_changed: return "client_changed";
    case client_removed: return "client_removed";
    case key_changed: return "key_changed";
  }
  std::unreachable();
}

/// One line of the audit trail. Holds no secret; `reason` is one of our own words, never the
/// caller's text.
struct AuditEvent {
  AuditType type;
  Instant at;
  std::string reason{};
  std::optional<UserId> user{};
  std::optional<ClientId> client{};
  std::optional<FamilyId> family{};
  /// Empty when a command did it.
  Origin origin{};
  /// `X-Request-Id` of the request that caused it; empty when a command did it.
  std::string request_id{};

  bool operator==(const AuditEvent&) const = default;
};

}  // namespace chancery
