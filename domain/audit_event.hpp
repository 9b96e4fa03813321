#pragma once

#include <array>
#include <cstdint>
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
  /// After so many failures attempts have to wait; `reason` says whose: account, device, place (the
  /// account, as one network tries it) or network.
  attempts_slowed,
  /// `reason` says why: revoked, logout, reuse, code_reuse or session_revoked.
  login_ended,
  /// A browser got, or lost, a session; `reason` says why: password, or logout.
  browser_session_began,
  browser_session_ended,
  consent_given,
  consent_revoked,
  refresh_replayed_elsewhere,
  access_token_revoked,
  /// A link went out by mail, or was shown to an administrator; `reason` says what it is good for:
  /// verify_email, reset_password, change_email or invite.
  ticket_issued,
  user_created,
  user_changed,
  user_removed,
  /// `reason` says which kind: totp or passkey.
  factor_added,
  factor_changed,
  factor_removed,
  recovery_codes_replaced,
  recovery_code_used,
  client_created,
  client_changed,
  client_removed,
  key_changed,
};

inline constexpr std::array audit_types{AuditType::login_succeeded,
                                        AuditType::login_failed,
                                        AuditType::attempts_slowed,
                                        AuditType::login_ended,
                                        AuditType::browser_session_began,
                                        AuditType::browser_session_ended,
                                        AuditType::consent_given,
                                        AuditType::consent_revoked,
                                        AuditType::refresh_replayed_elsewhere,
                                        AuditType::access_token_revoked,
                                        AuditType::ticket_issued,
                                        AuditType::user_created,
                                        AuditType::user_changed,
                                        AuditType::user_removed,
                                        AuditType::factor_added,
                                        AuditType::factor_changed,
                                        AuditType::factor_removed,
                                        AuditType::recovery_codes_replaced,
                                        AuditType::recovery_code_used,
                                        AuditType::client_created,
                                        AuditType::client_changed,
                                        AuditType::client_removed,
                                        AuditType::key_changed};

constexpr std::string_view name(AuditType type) {
  using enum AuditType;
  switch (type) {
    case login_succeeded: return "login_succeeded";
    case login_failed: return "login_failed";
    case attempts_slowed: return "attempts_slowed";
    case login_ended: return "login_ended";
    case browser_session_began: return "browser_session_began";
    case browser_session_ended: return "browser_session_ended";
    case consent_given: return "consent_given";
    case consent_revoked: return "consent_revoked";
    case refresh_replayed_elsewhere: return "refresh_replayed_elsewhere";
    case access_token_revoked: return "access_token_revoked";
    case ticket_issued: return "ticket_issued";
    case user_created: return "user_created";
    case user_changed: return "user_changed";
    case user_removed: return "user_removed";
    case factor_added: return "factor_added";
    case factor_changed: return "factor_changed";
    case factor_removed: return "factor_removed";
    case recovery_codes_replaced: return "recovery_codes_replaced";
    case recovery_code_used: return "recovery_code_used";
    case client_created: return "client_created";
    case client_changed: return "client_changed";
    case client_removed: return "client_removed";
    case key_changed: return "key_changed";
  }
  std::unreachable();
}

constexpr std::optional<AuditType> parse_audit_type(std::string_view text) {
  for (const auto type : audit_types) {
    if (name(type) == text) return type;
  }
  return std::nullopt;
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

/// Which events are wanted; what is not given lets every event pass.
struct AuditFilter {
  std::optional<UserId> user{};
  std::optional<AuditType> type{};

  bool operator==(const AuditFilter&) const = default;
};

/// Whether the event passes everything that is given.
inline bool matches(const AuditFilter& filter, const AuditEvent& event) {
  return (!filter.user || filter.user == event.user) && (!filter.type || filter.type == event.type);
}

/// An event and its place in the trail: positive, and higher than that of every event that was
/// stored before it began to be.
struct StoredEvent {
  std::int64_t position;
  AuditEvent event;

  bool operator==(const StoredEvent&) const = default;
};

}  // namespace chancery
