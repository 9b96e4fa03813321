#pragma once

#include "adapters/sql/access_token_store.hpp"
#include "adapters/sql/account_request_queue.hpp"
#include "adapters/sql/account_ticket_store.hpp"
#include "adapters/sql/attempt_store.hpp"
#include "adapters/sql/audit_reader.hpp"
#include "adapters/sql/audit_trail.hpp"
#include "adapters/sql/authorization_code_store.hpp"
#include "adapters/sql/browser_session_store.hpp"
#include "adapters/sql/client_store.hpp"
#include "adapters/sql/consent_store.hpp"
#include "adapters/sql/credential_store.hpp"
#include "adapters/sql/housekeeping.hpp"
#include "adapters/sql/idempotency_store.hpp"
#include "adapters/sql/key_store.hpp"
#include "adapters/sql/logout_outbox.hpp"
#include "adapters/sql/mail_store.hpp"
#include "adapters/sql/password_census.hpp"
#include "adapters/sql/refresh_family_store.hpp"
#include "adapters/sql/second_factor_store.hpp"
#include "adapters/sql/session_store.hpp"
#include "adapters/sql/user_store.hpp"
#include "adapters/sql/user_transfer.hpp"

namespace chancery {

/// The stores as they are, without the breaker that everybody else sees them through.
struct SqlStores {
  explicit SqlStores(sql::Database& database)
      : refresh_families(database),
        access_tokens(database),
        users(database),
        user_transfer(database),
        clients(database),
        keys(database),
        audit(database),
        audit_reader(database),
        sessions(database),
        idempotency(database),
        codes(database),
        browser_sessions(database),
        consents(database),
        logout_outbox(database),
        second_factors(database),
        credentials(database),
        attempts(database),
        mails(database),
        account_tickets(database),
        account_requests(database),
        housekeeping(database),
        password_census(database) {}

  sql::RefreshFamilyStore refresh_families;
  sql::AccessTokenStore access_tokens;
  sql::UserStore users;
  sql::UserTransfer user_transfer;
  sql::ClientStore clients;
  sql::KeyStore keys;
  sql::AuditTrail audit;
  sql::AuditReader audit_reader;
  sql::SessionStore sessions;
  sql::IdempotencyStore idempotency;
  sql::AuthorizationCodeStore codes;
  sql::BrowserSessionStore browser_sessions;
  sql::ConsentStore consents;
  sql::LogoutOutbox logout_outbox;
  sql::SecondFactorStore second_factors;
  sql::CredentialStore credentials;
  sql::AttemptStore attempts;
  sql::MailStore mails;
  sql::AccountTicketStore account_tickets;
  sql::AccountRequestQueue account_requests;
  sql::Housekeeping housekeeping;
  sql::PasswordCensus password_census;
};

}  // namespace chancery
