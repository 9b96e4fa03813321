#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/account_request.hpp"
#include "domain/account_ticket.hpp"
#include "domain/audit_event.hpp"
#include "domain/authorization_code.hpp"
#include "domain/browser_session.hpp"
#include "domain/client.hpp"
#include "domain/consent.hpp"
#include "domain/logout_notice.hpp"
#include "domain/refresh_family.hpp"
#include "domain/throttle.hpp"
#include "domain/webauthn/credential.hpp"
#include "ports/outbound/key_store.hpp"
#include "ports/outbound/mail_store.hpp"
#include "ports/outbound/second_factor_store.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery::memory {

struct IdempotentRequest {
  std::string body;
  std::string attempt;
  std::optional<std::string> answer;
  Instant runs_until;
  Instant expires_at;
};

struct BrowserSessionRow {
  BrowserSession session;
  std::set<Participant> participants;
};

struct Lease {
  std::string holder;
  Instant held_until;
};

/// Everything that is stored, as one value: copy it to keep a state, hand it back to return to it.
struct Tables {
  std::map<FamilyId, RefreshFamily> families;
  std::map<UserId, outbound::UserCredentials> users;
  std::map<ClientId, Client> clients;
  std::map<KeyId, outbound::StoredKey> keys;
  /// Until when each is remembered.
  std::map<TokenId, Instant> revoked_tokens;
  std::map<std::string, IdempotentRequest> idempotent_requests;
  std::map<CodeDigest, AuthorizationCode> authorization_codes;
  std::map<BrowserSessionId, BrowserSessionRow> browser_sessions;
  std::map<std::pair<UserId, ClientId>, Consent> consents;
  std::map<NoticeId, LogoutNotice> logout_notices;
  std::map<AttemptKey, AttemptTally> attempts;
  std::map<MailId, outbound::SealedMail> mails;
  /// One of each purpose and subject.
  std::map<std::pair<TicketPurpose, std::string>, AccountTicket> account_tickets;
  std::map<AccountRequestId, AccountRequest> account_requests;
  std::map<UserId, outbound::TotpFactor> totp_factors;
  std::map<CredentialId, Credential> credentials;
  std::set<std::pair<UserId, RecoveryCodeDigest>> recovery_codes;
  std::optional<Lease> housekeeping_lease;
  /// In the order in which they were stored.
  std::vector<AuditEvent> events;
};

/// The database behind the stores of this folder, for tests and simulations. Every piece of work
/// has it to itself, as if it were one conditional statement. Thread-safe.
class Database {
 public:
  Database() = default;
  explicit Database(Tables tables) : tables_(std::move(tables)) {}

  [[nodiscard]] Tables snapshot() const {
    const std::lock_guard lock(mutex_);
    return tables_;
  }

  /// What a restored backup or a failover that lost commits looks like to the program.
  void restore(Tables tables) {
    const std::lock_guard lock(mutex_);
    tables_ = std::move(tables);
  }

  /// Calls `work` with the tables. What it changes before it throws stays changed: look first.
  template <class Work>
  auto with(Work work) {
    const std::lock_guard lock(mutex_);
    return work(tables_);
  }

 private:
  mutable std::mutex mutex_;
  Tables tables_;
};

}  // namespace chancery::memory
