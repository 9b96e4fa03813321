#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <vector>

#include "adapters/memory/access_token_store.hpp"
#include "adapters/memory/account_request_queue.hpp"
#include "adapters/memory/account_ticket_store.hpp"
#include "adapters/memory/attempt_store.hpp"
#include "adapters/memory/audit_reader.hpp"
#include "adapters/memory/audit_trail.hpp"
#include "adapters/memory/authorization_code_store.hpp"
#include "adapters/memory/browser_session_store.hpp"
#include "adapters/memory/client_store.hpp"
#include "adapters/memory/consent_store.hpp"
#include "adapters/memory/credential_store.hpp"
#include "adapters/memory/housekeeping.hpp"
#include "adapters/memory/idempotency_store.hpp"
#include "adapters/memory/key_store.hpp"
#include "adapters/memory/logout_outbox.hpp"
#include "adapters/memory/mail_store.hpp"
#include "adapters/memory/refresh_family_store.hpp"
#include "adapters/memory/second_factor_store.hpp"
#include "adapters/memory/session_store.hpp"
#include "adapters/memory/user_store.hpp"
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
#include "adapters/sql/database.hpp"
#include "adapters/sql/housekeeping.hpp"
#include "adapters/sql/idempotency_store.hpp"
#include "adapters/sql/key_store.hpp"
#include "adapters/sql/logout_outbox.hpp"
#include "adapters/sql/mail_store.hpp"
#include "adapters/sql/migrations.hpp"
#include "adapters/sql/refresh_family_store.hpp"
#include "adapters/sql/second_factor_store.hpp"
#include "adapters/sql/session_store.hpp"
#include "adapters/sql/user_store.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stored_events.hpp"
#include "tests/support/pgbouncer.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery {

/// Every store over one empty in-memory database.
struct MemoryStores {
  memory::Database database;
  memory::RefreshFamilyStore families{database};
  memory::AccessTokenStore access_tokens{database};
  memory::UserStore users{database};
  memory::ClientStore clients{database};
  memory::KeyStore keys{database};
  memory::IdempotencyStore idempotency{database};
  memory::AuditTrail audit{database};
  memory::AuditReader audit_reader{database};
  memory::SessionStore sessions{database};
  memory::AuthorizationCodeStore codes{database};
  memory::BrowserSessionStore browser_sessions{database};
  memory::ConsentStore consents{database};
  memory::LogoutOutbox outbox{database};
  memory::SecondFactorStore factors{database};
  memory::CredentialStore credentials{database};
  memory::AttemptStore attempts{database};
  memory::MailStore mails{database};
  memory::AccountTicketStore account_tickets{database};
  memory::AccountRequestQueue account_requests{database};
  memory::Housekeeping housekeeping{database};

  /// The audit trail, oldest first.
  std::vector<AuditEvent> events() { return database.snapshot().events; }
};

/// For tests that are not about being slow: the machine may be.
inline sql::Options patient() {
  using namespace std::chrono_literals;
  return {.session_wait = 60s, .busy_timeout = 60s, .call_time = 60s};
}

/// Every store over one SQL database, whose schema it brings up to date.
struct SqlStores {
  explicit SqlStores(std::unique_ptr<sql::Database> opened) : database(std::move(opened)) {
    sql::Migrations(*database).up(samples::noon);
  }

  std::unique_ptr<sql::Database> database;
  sql::RefreshFamilyStore families{*database};
  sql::AccessTokenStore access_tokens{*database};
  sql::UserStore users{*database};
  sql::ClientStore clients{*database};
  sql::KeyStore keys{*database};
  sql::IdempotencyStore idempotency{*database};
  sql::AuditTrail audit{*database};
  sql::AuditReader audit_reader{*database};
  sql::SessionStore sessions{*database};
  sql::AuthorizationCodeStore codes{*database};
  sql::BrowserSessionStore browser_sessions{*database};
  sql::ConsentStore consents{*database};
  sql::LogoutOutbox outbox{*database};
  sql::SecondFactorStore factors{*database};
  sql::CredentialStore credentials{*database};
  sql::AttemptStore attempts{*database};
  sql::MailStore mails{*database};
  sql::AccountTicketStore account_tickets{*database};
  sql::AccountRequestQueue account_requests{*database};
  sql::Housekeeping housekeeping{*database};

  std::vector<AuditEvent> events() { return stored_events(*database); }
};

struct SqliteFile {
  TemporaryFolder folder;
  std::string path = folder.file("chancery.db");
  std::string url = "sqlite:" + path;
};

/// Every store over one new SQLite file.
struct SqliteStores : SqliteFile, SqlStores {
  explicit SqliteStores(const sql::Options& options = patient())
      : SqlStores(sql::Database::open(url, options)) {}
};

/// Every store over one new PostgreSQL database.
struct PostgresStores : SqlStores {
  explicit PostgresStores(const sql::Options& options = patient())
      : PostgresStores(PostgresServer::instance().new_schema(), options) {}
  PostgresStores(const std::string& its_url, const sql::Options& options)
      : SqlStores(sql::Database::open(its_url, options)), url(its_url) {}

  std::string url;
};

/// The same behind Debian's pgbouncer in transaction mode, without prepared statements.
struct PooledPostgresStores : PostgresStores {
  PooledPostgresStores() : PostgresStores(Pgbouncer::instance().emptied_database(), unprepared()) {}
  static sql::Options unprepared() {
    auto options = patient();
    options.prepared_statements = false;
    return options;
  }
};

/// What every contract suite runs over: one entry here is one more implementation of every port.
using EveryKindOfStores =
    testing::Types<MemoryStores, SqliteStores, PostgresStores, PooledPostgresStores>;

using EveryKindOfSqlStores = testing::Types<SqliteStores, PostgresStores>;

}  // namespace chancery
