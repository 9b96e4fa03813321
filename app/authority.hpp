#pragma once

#include <algorithm>
#include <expected>
#include <memory>
#include <set>
#include <string>

#include "adapters/blocklist/password_blocklist.hpp"
#include "adapters/breaker/access_token_store.hpp"
#include "adapters/breaker/account_request_queue.hpp"
#include "adapters/breaker/account_ticket_store.hpp"
#include "adapters/breaker/attempt_store.hpp"
#include "adapters/breaker/audit_reader.hpp"
#include "adapters/breaker/audit_trail.hpp"
#include "adapters/breaker/authorization_code_store.hpp"
#include "adapters/breaker/browser_session_store.hpp"
#include "adapters/breaker/client_store.hpp"
#include "adapters/breaker/consent_store.hpp"
#include "adapters/breaker/credential_store.hpp"
#include "adapters/breaker/idempotency_store.hpp"
#include "adapters/breaker/key_store.hpp"
#include "adapters/breaker/logout_outbox.hpp"
#include "adapters/breaker/mail_store.hpp"
#include "adapters/breaker/refresh_family_store.hpp"
#include "adapters/breaker/second_factor_store.hpp"
#include "adapters/breaker/session_store.hpp"
#include "adapters/breaker/user_store.hpp"
#include "adapters/breaker/user_transfer.hpp"
#include "adapters/crypto/client_secret_digester.hpp"
#include "adapters/crypto/credential_verifier.hpp"
#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/hashes.hpp"
#include "adapters/crypto/id_token_signer.hpp"
#include "adapters/crypto/key_factory.hpp"
#include "adapters/crypto/key_ring.hpp"
#include "adapters/crypto/known_hash.hpp"
#include "adapters/crypto/mail_outbox.hpp"
#include "adapters/crypto/master_keys.hpp"
#include "adapters/crypto/message_mac.hpp"
#include "adapters/crypto/one_time_passwords.hpp"
#include "adapters/crypto/password_hasher.hpp"
#include "adapters/crypto/peppers.hpp"
#include "adapters/crypto/refresh_token_mint.hpp"
#include "adapters/crypto/sealer.hpp"
#include "adapters/crypto/token_signer.hpp"
#include "adapters/metrics/access_token_store.hpp"
#include "adapters/metrics/audit_trail.hpp"
#include "adapters/metrics/refresh_family_store.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/system/system_clock.hpp"
#include "adapters/web/back_channel.hpp"
#include "adapters/webauthn/attestation_reader.hpp"
#include "app/complaint.hpp"
#include "app/metrics/issue_tokens_metrics.hpp"
#include "app/policies.hpp"
#include "app/settings.hpp"
#include "app/sql_stores.hpp"
#include "app/usecases/answer_account_requests.hpp"
#include "app/usecases/answer_once.hpp"
#include "app/usecases/authenticate_bearer.hpp"
#include "app/usecases/authenticate_client.hpp"
#include "app/usecases/authorization_challenge.hpp"
#include "app/usecases/authorize.hpp"
#include "app/usecases/check_origin.hpp"
#include "app/usecases/deliver_logout_notices.hpp"
#include "app/usecases/enrol_factors.hpp"
#include "app/usecases/give_consent.hpp"
#include "app/usecases/introspect_token.hpp"
#include "app/usecases/invite_users.hpp"
#include "app/usecases/issue_tokens.hpp"
#include "app/usecases/keep_house.hpp"
#include "app/usecases/list_clients.hpp"
#include "app/usecases/list_users.hpp"
#include "app/usecases/log_out.hpp"
#include "app/usecases/manage_account.hpp"
#include "app/usecases/manage_clients.hpp"
#include "app/usecases/manage_consents.hpp"
#include "app/usecases/manage_factors.hpp"
#include "app/usecases/manage_keys.hpp"
#include "app/usecases/manage_sessions.hpp"
#include "app/usecases/manage_users.hpp"
#include "app/usecases/offer_factors.hpp"
#include "app/usecases/own_account.hpp"
#include "app/usecases/protect_forms.hpp"
#include "app/usecases/prove_again.hpp"
#include "app/usecases/publish_keys.hpp"
#include "app/usecases/read_audit.hpp"
#include "app/usecases/read_userinfo.hpp"
#include "app/usecases/redeem_ticket.hpp"
#include "app/usecases/register_user.hpp"
#include "app/usecases/request_account_mail.hpp"
#include "app/usecases/revoke_token.hpp"
#include "app/usecases/second_step.hpp"
#include "app/usecases/sign_in.hpp"
#include "app/usecases/transfer_users.hpp"

namespace chancery {

/// The whole program but its socket, wired. Members are declared in the order they depend on one
/// another, so they are built in that order and torn down in reverse. The inbound ports are
/// thread-safe.
struct Authority {
  const Settings& settings;
  crypto::MasterKeys master_keys;
  std::unique_ptr<sql::Database> database;
  crypto::Peppers peppers;
  blocklist::PasswordBlocklist password_blocklist;

  system::SystemClock clock{};
  crypto::Entropy entropy{};

  SqlStores stores{*database};

  breaker::Breaker database_breaker{breaker_options(database->engine())};
  breaker::RefreshFamilyStore guarded_families{stores.refresh_families, database_breaker, clock};
  breaker::AccessTokenStore guarded_access_tokens{stores.access_tokens, database_breaker};
  breaker::UserStore users{stores.users, database_breaker};
  breaker::UserTransfer user_transfer{stores.user_transfer, database_breaker};
  breaker::ClientStore clients{stores.clients, database_breaker};
  breaker::KeyStore key_store{stores.keys, database_breaker};
  breaker::AuditTrail guarded_audit{stores.audit, database_breaker};
  breaker::AuditReader audit_reader{stores.audit_reader, database_breaker};
  breaker::SessionStore sessions{stores.sessions, database_breaker};
  breaker::IdempotencyStore idempotency{stores.idempotency, database_breaker};
  breaker::AuthorizationCodeStore codes{stores.codes, database_breaker};
  breaker::BrowserSessionStore browser_session_store{stores.browser_sessions, database_breaker};
  breaker::ConsentStore consents{stores.consents, database_breaker};
  breaker::LogoutOutbox logout_outbox{stores.logout_outbox, database_breaker};
  breaker::SecondFactorStore second_factors{stores.second_factors, database_breaker};
  breaker::CredentialStore credentials{stores.credentials, database_breaker};
  breaker::AttemptStore attempts{stores.attempts, database_breaker};
  breaker::MailStore mail_store{stores.mails, database_breaker};
  breaker::AccountTicketStore account_tickets{stores.account_tickets, database_breaker};
  breaker::AccountRequestQueue account_requests{stores.account_requests, database_breaker};

  metrics::Registry series{};
  metrics::Events events{series};
  metrics::RefreshFamilyStore refresh_families{guarded_families, events};
  metrics::AccessTokenStore access_token_store{guarded_access_tokens, events};
  metrics::AuditTrail audit{guarded_audit, events};

  crypto::Sealer sealer{master_keys, entropy};
  /// Who puts a mail in asks first whether mail is sent at all: `settings.mail`.
  crypto::MailOutbox mail_outbox{sealer, mail_store};
  crypto::KeyFactory key_factory{sealer, entropy};
  crypto::KeyRing key_ring{
      sealer, clock, key_policy(settings), {.read = [this] { return key_store.all(); }}};
  crypto::TokenSigner signer{key_ring};
  crypto::RefreshTokenMint mint{key_ring};
  crypto::ClientSecretDigester digester{key_ring};
  crypto::MessageMac macs{key_ring};
  crypto::Hashes hashes{};
  crypto::IdTokenSigner id_token_signer{key_ring};
  crypto::PasswordHasher hasher{hash_limits(settings), entropy, peppers};
  crypto::OneTimePasswords one_time_passwords{};
  crypto::CredentialVerifier credential_verifier{};
  webauthn::AttestationReader attestations{};

  AccountMail account_mail{{settings.mail ? &mail_outbox : nullptr, entropy, clock},
                           settings.issuer};
  SlowGuesses slow_guesses{{attempts, macs, audit, clock}};
  LoginRules login_rules{.require_verified_email = settings.require_verified_email};
  ProvePassword prove_password{{users, hasher, audit, clock, slow_guesses}, login_rules};
  Challenges challenges{macs, entropy, clock};
  Passkeys passkeys{{credentials, attestations, credential_verifier, macs, hashes, clock},
                    settings.issuer};
  ProveFactor prove_factor{
      {users, second_factors, one_time_passwords, sealer, macs, audit, clock, slow_guesses},
      passkeys,
      challenges,
      account_mail,
      login_rules};

  AccessTokenIssuer access_tokens{
      {signer, entropy, macs, users}, settings.issuer, settings.access_token_lifetime};
  ClientCredentialsGrant client_credentials_grant{access_tokens, clock};
  LoginLifetimes login_lifetimes{.idle = settings.refresh_token_idle_lifetime,
                                 .absolute = settings.refresh_token_absolute_lifetime};
  DirectLogin direct_login{
      {refresh_families, mint, entropy, clock}, access_tokens, login_lifetimes};
  PasswordGrant password_grant{prove_password, prove_factor, direct_login, clock};
  FactorGrant factor_grant{prove_factor, direct_login};
  IdTokenIssuer id_tokens{{id_token_signer, hashes, macs, users}, settings.issuer};
  RefreshTokenGrant refresh_token_grant{{refresh_families, mint, audit, entropy, clock},
                                        access_tokens,
                                        id_tokens,
                                        {.idle_lifetime = settings.refresh_token_idle_lifetime,
                                         .replay_window = settings.refresh_replay_window}};
  AuthorizationCodeGrant authorization_code_grant{
      {codes, refresh_families, users, mint, hashes, entropy, clock},
      access_tokens,
      id_tokens,
      login_lifetimes};

  RecentClients recent_clients{};
  AuthenticateClient authenticate_client{clients, digester, recent_clients};
  IssueTokens issue_by_grant{client_credentials_grant, password_grant, factor_grant,
                             refresh_token_grant, authorization_code_grant};
  IssueTokensMetrics issue_tokens{issue_by_grant, series};
  RevokeToken revoke_token{{refresh_families, access_token_store, mint, signer, clock}};
  IntrospectToken introspect_token{
      {refresh_families, access_token_store, mint, signer, macs, clock},
      settings.issuer,
      settings.refresh_token_idle_lifetime};
  ReadUserinfo read_userinfo{
      {users, clients, refresh_families, access_token_store, signer, id_token_signer, macs, clock},
      settings.issuer};
  PublishKeys publish_keys{key_ring};
  CheckOrigin check_origin{clients,
                           {settings.allowed_origins.begin(), settings.allowed_origins.end()}};
  ManageClients manage_clients{{clients, digester, entropy, clock}};
  PasswordRules password_rules{password_blocklist, settings.issuer};
  Accounts accounts{{users, hasher, password_rules, entropy, clock}};
  ManageUsers manage_users{accounts};
  TransferUsers transfer_users{{user_transfer, entropy, clock}, crypto::is_known_hash};
  Tickets tickets{{account_tickets, users, hashes, entropy, clock}, account_mail};
  AccountRequests account_request_box{{account_requests, entropy, clock}};
  RegisterUser register_user{
      {accounts, tickets, account_tickets, account_request_box, account_mail, entropy},
      {.registration = settings.registration,
       .require_verified_email = settings.require_verified_email}};
  RequestAccountMail request_account_mail{account_request_box, account_mail};
  AnswerAccountRequests answer_account_requests{account_requests, accounts, tickets};
  RedeemTicket redeem_ticket{
      {account_tickets, clock, slow_guesses}, accounts, tickets, account_mail};
  InviteUsers invite_users{accounts, tickets, account_mail};
  ManageAccount manage_account{
      accounts, tickets, account_mail, {hasher, second_factors, audit, slow_guesses}};
  ListUsers list_users{users, macs};
  ListClients list_clients{clients, macs};
  AuthenticateBearer authenticate_bearer{
      {users, clients, refresh_families, access_token_store, signer, clock}, settings.issuer};
  AnswerOnce answer_once{{idempotency, macs, entropy, clock}};
  ManageSessions manage_sessions{{sessions, refresh_families, users, clients, macs, clock},
                                 settings.refresh_token_idle_lifetime};
  ReadAudit read_audit{audit_reader, clock};
  OfferFactors offer_factors{prove_factor};
  ProveAgain prove_again{prove_password, prove_factor, challenges, clock};
  EnrolFactors enrol_factors{
      {second_factors, credentials, one_time_passwords, sealer, macs, entropy, clock},
      passkeys,
      challenges,
      account_mail,
      settings.issuer};
  ManageFactors manage_factors{
      {users, second_factors, credentials, macs, entropy, clock}, challenges, account_mail};

  BrowserSessions browser_sessions{
      {browser_session_store, users, clients, macs, hashes, entropy, clock},
      {.idle = settings.session_idle_lifetime, .absolute = settings.session_absolute_lifetime}};
  AuthorizationFlow authorization_flow{
      {clients, consents, codes, id_token_signer, second_factors, macs, hashes, entropy, clock},
      browser_sessions,
      {.issuer = settings.issuer, .code_lifetime = settings.authorization_code_lifetime}};
  AuthorizationChallenge authorization_challenge{
      {codes, hashes, entropy, clock},
      prove_password,
      prove_factor,
      challenges,
      {.issuer = settings.issuer, .code_lifetime = settings.authorization_code_lifetime}};
  Authorize authorize{authorization_flow, entropy, clock};
  SignIn sign_in{authorization_flow, browser_sessions, prove_password, prove_factor, entropy};
  SecondStep second_step{authorization_flow, browser_sessions, prove_factor, entropy};
  GiveConsent give_consent{authorization_flow, consents, clock};
  ManageConsents manage_consents{{consents, clients}, clock};
  OwnAccount own_account{authorization_flow,
                         browser_sessions,
                         challenges,
                         {manage_account, manage_sessions, manage_consents},
                         {users, second_factors, entropy}};
  LogOut log_out{{clients, id_token_signer}, browser_sessions, settings.issuer};
  ProtectForms protect_forms{macs, entropy};
  web::BackChannel back_channel{};
  DeliverLogoutNotices deliver_logout_notices{
      {logout_outbox, clients, back_channel, id_token_signer, entropy, clock}, settings.issuer};

  // A login is kept at least as long as the access token of its last refresh.
  KeepHouse keep_house{
      {stores.housekeeping, entropy, clock},
      std::max(settings.refresh_token_idle_lifetime, settings.access_token_lifetime)};
  ManageKeys manage_keys{{key_store, key_factory, key_ring, clock}, key_policy(settings)};
};

/// Opens the database, brings a SQLite schema up to date (on PostgreSQL a missing step that
/// the program needs is a complaint), opens the keys and makes those that are missing. A new SQLite
/// database gets its master key file first. `settings` must outlive what is returned.
std::expected<std::unique_ptr<Authority>, Complaint> open_authority(const Settings& settings);

/// Makes sure of the master key; a new SQLite database gets its key file. Whatever opens a database
/// does this first: a key file is made beside no database that is there already.
std::expected<crypto::MasterKeys, Complaint> open_master_keys(const Settings& settings);

/// The database alone, with its schema as it is.
std::expected<std::unique_ptr<sql::Database>, Complaint> open_database(const Settings& settings);

}  // namespace chancery
