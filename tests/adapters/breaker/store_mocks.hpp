#pragma once

// The stores behind the breaker.

#include <optional>
#include <string>
#include <trompeloeil.hpp>
#include <vector>

#include "ports/outbound/access_token_store.hpp"
#include "ports/outbound/audit_reader.hpp"
#include "ports/outbound/audit_trail.hpp"
#include "ports/outbound/authorization_code_store.hpp"
#include "ports/outbound/browser_session_store.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/consent_store.hpp"
#include "ports/outbound/idempotency_store.hpp"
#include "ports/outbound/key_store.hpp"
#include "ports/outbound/logout_outbox.hpp"
#include "ports/outbound/mail_store.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/session_store.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery::breaker {

using Hash = PasswordHash;
using Password = std::optional<Hash>;

struct MockAccessTokens final : outbound::AccessTokenStore {
  MAKE_MOCK2(revoke, void(const AccessTokenClaims&, const AuditEvent&), override);
  MAKE_MOCK1(standing, outbound::AccessTokenStanding(const AccessTokenClaims&), override);
};
struct MockAuditReader final : outbound::AuditReader {
  MAKE_MOCK0(newest_position, std::int64_t(), override);
  MAKE_MOCK2(newest, std::vector<StoredEvent>(const AuditFilter&, std::size_t), override);
  MAKE_MOCK3(after, std::vector<StoredEvent>(std::int64_t, const AuditFilter&, std::size_t),
             override);
};
struct MockAudit final : outbound::AuditTrail {
  MAKE_MOCK1(record, void(const AuditEvent&), override);
};
struct MockCodes final : outbound::AuthorizationCodeStore {
  MAKE_MOCK1(add, void(const AuthorizationCode&), override);
  MAKE_MOCK1(find, std::optional<AuthorizationCode>(const CodeDigest&), override);
  MAKE_MOCK1(redeem, outbound::RedeemOutcome(const Redemption&), override);
  MAKE_MOCK1(burn, bool(const CodeDigest&), override);
};
struct MockBrowserSessions final : outbound::BrowserSessionStore {
  MAKE_MOCK3(begin,
             void(const BrowserSession&, const std::optional<BrowserSessionId>&, const AuditEvent&),
             override);
  MAKE_MOCK1(find, std::optional<BrowserSession>(const BrowserSessionId&), override);
  MAKE_MOCK2(touch, void(const BrowserSessionId&, Instant), override);
  MAKE_MOCK1(participants, std::vector<Participant>(const BrowserSessionId&), override);
  MAKE_MOCK2(end, outbound::EndSessionOutcome(const BrowserSessionId&, const Ending&), override);
};
struct MockConsents final : outbound::ConsentStore {
  MAKE_MOCK2(find, std::optional<Consent>(const UserId&, const ClientId&), override);
  MAKE_MOCK1(list, std::vector<Consent>(const UserId&), override);
  MAKE_MOCK2(give, void(const Consent&, const AuditEvent&), override);
  MAKE_MOCK3(revoke, bool(const UserId&, const ClientId&, const AuditEvent&), override);
};
struct MockOutbox final : outbound::LogoutOutbox {
  MAKE_MOCK3(claim, std::vector<LogoutNotice>(Instant, Instant, std::size_t), override);
  MAKE_MOCK2(postpone, void(const LogoutNotice&, Instant), override);
  MAKE_MOCK2(put_off, void(const ClientId&, Instant), override);
  MAKE_MOCK1(remove, void(const NoticeId&), override);
};
struct MockMails final : outbound::MailStore {
  MAKE_MOCK1(add, void(const outbound::SealedMail&), override);
  MAKE_MOCK3(claim, std::vector<outbound::SealedMail>(Instant, Instant, std::size_t), override);
  MAKE_MOCK3(postpone, void(const MailId&, std::int64_t, Instant), override);
  MAKE_MOCK1(remove, void(const MailId&), override);
};
struct MockClients final : outbound::ClientStore {
  MAKE_MOCK2(add, bool(const Client&, const AuditEvent&), override);
  MAKE_MOCK1(find, std::optional<Client>(const ClientId&), override);
  MAKE_MOCK0(list, std::vector<Client>(), override);
  MAKE_MOCK2(update, outbound::UpdateClientOutcome(const Client&, const AuditEvent&), override);
  MAKE_MOCK2(remove, bool(const ClientId&, const AuditEvent&), override);
  MAKE_MOCK1(has_redirect_origin, bool(std::string_view), override);
};
struct MockIdempotency final : outbound::IdempotencyStore {
  MAKE_MOCK1(begin, IdempotencyOutcome(const Begin&), override);
  MAKE_MOCK2(finish, void(const IdempotencyAttempt&, const std::string&), override);
  MAKE_MOCK1(abandon, void(const IdempotencyAttempt&), override);
};
struct MockKeys final : outbound::KeyStore {
  MAKE_MOCK0(all, std::vector<outbound::StoredKey>(), override);
  MAKE_MOCK2(add, bool(const outbound::StoredKey&, const AuditEvent&), override);
  MAKE_MOCK4(activate, bool(const KeyId&, const std::optional<KeyId>&, Instant, const AuditEvent&),
             override);
  MAKE_MOCK3(reschedule, bool(const KeyId&, Instant, const AuditEvent&), override);
  MAKE_MOCK2(remove, bool(const KeyId&, const AuditEvent&), override);
};
struct MockFamilies final : outbound::RefreshFamilyStore {
  MAKE_MOCK2(add, void(const RefreshFamily&, const AuditEvent&), override);
  MAKE_MOCK1(find, std::optional<FoundFamily>(const FamilyId&), override);
  MAKE_MOCK2(rotate, bool(const FamilyId&, const Rotation&), override);
  MAKE_MOCK2(end, bool(const FamilyId&, const AuditEvent&), override);
};
struct MockSessions final : outbound::SessionStore {
  MAKE_MOCK3(list,
             std::vector<UserSession>(const Query&, const std::optional<FamilyId>&, std::size_t),
             override);
};
struct MockUsers final : outbound::UserStore {
  MAKE_MOCK3(add, outbound::AddUserOutcome(const User&, const Password&, const AuditEvent&),
             override);
  MAKE_MOCK1(find, std::optional<User>(const UserId&), override);
  MAKE_MOCK1(find_by_login, std::optional<outbound::UserCredentials>(const LoginName&), override);
  MAKE_MOCK3(list, std::vector<User>(const UserFilter&, const std::optional<UserId>&, std::size_t),
             override);
  MAKE_MOCK3(update, outbound::UpdateUserOutcome(const User&, const Password&, const AuditEvent&),
             override);
  MAKE_MOCK3(replace_password, bool(const UserId&, const Hash&, const Hash&), override);
  MAKE_MOCK4(update_keeping,
             outbound::UpdateUserOutcome(const User&, const PasswordHash&, const FamilyId&,
                                         const AuditEvent&),
             override);
  MAKE_MOCK2(remove, bool(const UserId&, const AuditEvent&), override);
};

}  // namespace chancery::breaker
