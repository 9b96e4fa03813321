#pragma once

// The use cases over the memory stores, with cryptography one can read: what the tests of this
// folder share.

#include <set>
#include <string>

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
#include "adapters/memory/database.hpp"
#include "adapters/memory/idempotency_store.hpp"
#include "adapters/memory/key_store.hpp"
#include "adapters/memory/logout_outbox.hpp"
#include "adapters/memory/refresh_family_store.hpp"
#include "adapters/memory/second_factor_store.hpp"
#include "adapters/memory/session_store.hpp"
#include "adapters/memory/user_store.hpp"
#include "app/usecases/access_token_issuer.hpp"
#include "app/usecases/answer_account_requests.hpp"
#include "app/usecases/answer_once.hpp"
#include "app/usecases/authenticate_bearer.hpp"
#include "app/usecases/authenticate_client.hpp"
#include "app/usecases/enrol_factors.hpp"
#include "app/usecases/introspect_token.hpp"
#include "app/usecases/invite_users.hpp"
#include "app/usecases/issue_tokens.hpp"
#include "app/usecases/list_users.hpp"
#include "app/usecases/manage_account.hpp"
#include "app/usecases/manage_clients.hpp"
#include "app/usecases/manage_factors.hpp"
#include "app/usecases/manage_sessions.hpp"
#include "app/usecases/manage_users.hpp"
#include "app/usecases/offer_factors.hpp"
#include "app/usecases/prove_again.hpp"
#include "app/usecases/read_audit.hpp"
#include "app/usecases/read_userinfo.hpp"
#include "app/usecases/recovery_codes.hpp"
#include "app/usecases/redeem_ticket.hpp"
#include "app/usecases/register_user.hpp"
#include "app/usecases/request_account_mail.hpp"
#include "app/usecases/revoke_token.hpp"
#include "ports/unavailable.hpp"
#include "tests/usecases/plain_crypto.hpp"
#include "tests/usecases/plain_factors.hpp"

namespace chancery::test {

using namespace std::chrono_literals;

struct SettableClock final : outbound::Clock {
  Instant at{std::chrono::hours(24 * 365 * 50)};
  [[nodiscard]] Instant now() const override { return at; }
};

struct ShortBlocklist final : outbound::PasswordBlocklist {
  bool contains(const Secret& password) override {
    if (broken) throw Unavailable("no list");
    return listed.contains(password.reveal());
  }
  std::set<std::string> listed{"password1"};
  bool broken = false;
};

/// Keeps every mail; can be away.
struct OpenMailbox final : outbound::MailOutbox {
  void add(const Mail& mail) override {
    if (broken) throw Unavailable("no outbox");
    mails.push_back(mail);
  }
  Claim claim(Instant, Instant, std::size_t) override { return {}; }
  void postpone(const Mail&, Instant) override {}
  void remove(const MailId&) override {}
  std::vector<Mail> mails;
  bool broken = false;
};

/// A family store whose next calls can be made to fail, before or after they took effect.
struct FailingFamilyStore final : outbound::RefreshFamilyStore {
  enum class Fault { none, before, after };

  explicit FailingFamilyStore(outbound::RefreshFamilyStore& inner) : inner_(inner) {}

  void add(const RefreshFamily& family, const AuditEvent& event) override {
    with_fault([&] {
      inner_.add(family, event);
      return true;
    });
  }
  std::optional<FoundFamily> find(const FamilyId& id) override { return inner_.find(id); }
  bool rotate(const FamilyId& id, const Rotation& rotation) override {
    return with_fault([&] { return inner_.rotate(id, rotation); });
  }
  bool end(const FamilyId& id, const AuditEvent& event) override {
    return with_fault([&] { return inner_.end(id, event); });
  }

  Fault fault = Fault::none;

 private:
  template <class Work>
  bool with_fault(Work work) {
    if (fault == Fault::before) throw Unavailable("failed before");
    const bool result = work();
    if (fault == Fault::after) throw Unavailable("failed after");
    return result;
  }

  outbound::RefreshFamilyStore& inner_;
};

inline const Issuer issuer{"https://id.example"};

struct World {
  SettableClock clock;
  CountingEntropy entropy;
  RememberingSigner signer;
  PlainMint mint;
  PlainDigester digester;
  PlainHasher hasher;
  ShortBlocklist blocklist;
  PlainMac macs;
  PlainHashes digests;
  RememberingJwtSigner jwts;
  PlainOneTimePasswords one_time_passwords;
  PlainSealer sealer;
  PlainAttestations attestations;
  PlainVerifier verifier;

  memory::Database database;
  memory::RefreshFamilyStore memory_families{database};
  FailingFamilyStore families{memory_families};
  memory::AccessTokenStore access_tokens{database};
  memory::UserStore users{database};
  memory::ClientStore clients{database};
  memory::AuditTrail audit{database};
  memory::IdempotencyStore idempotency{database};
  memory::SessionStore sessions{database};
  memory::AuditReader audit_reader{database};
  memory::AuthorizationCodeStore codes{database};
  memory::BrowserSessionStore browser_session_store{database};
  memory::ConsentStore consents{database};
  memory::LogoutOutbox outbox{database};
  memory::AttemptStore attempt_store{database};
  memory::AccountTicketStore ticket_store{database};
  memory::AccountRequestQueue request_queue{database};
  OpenMailbox mailbox;
  memory::SecondFactorStore factors{database};
  memory::CredentialStore credentials{database};

  /// No mail is sent, unless a test says so.
  AccountMail no_mail{{nullptr, entropy, clock}, issuer};
  AccountMail account_mail{{&mailbox, entropy, clock}, issuer};
  SlowGuesses slow_guesses{{attempt_store, macs, audit, clock}};
  AccessTokenIssuer access_token_issuer{{signer, entropy, macs, users}, issuer, 600s};
  IdTokenIssuer id_token_issuer{{jwts, digests, macs, users}, issuer};
  ClientCredentialsGrant client_credentials{access_token_issuer, clock};
  ProvePassword prove_password{{users, hasher, audit, clock, slow_guesses}};
  Challenges challenges{macs, entropy, clock};
  Passkeys passkeys{{credentials, attestations, verifier, macs, digests, clock}, issuer};
  ProveFactor prove_factor{
      {users, factors, one_time_passwords, sealer, macs, audit, clock, slow_guesses},
      passkeys,
      challenges,
      account_mail};
  DirectLogin direct_login{{families, mint, entropy, clock},
                           access_token_issuer,
                           {.idle = 30 * 24h, .absolute = 90 * 24h}};
  PasswordGrant password{prove_password, prove_factor, direct_login, clock};
  FactorGrant factor{prove_factor, direct_login};
  RefreshTokenGrant refresh_token{{families, mint, audit, entropy, clock},
                                  access_token_issuer,
                                  id_token_issuer,
                                  {.idle_lifetime = 30 * 24h, .replay_window = 60s}};
  AuthorizationCodeGrant authorization_code{{codes, families, users, mint, digests, entropy, clock},
                                            access_token_issuer,
                                            id_token_issuer,
                                            {.idle = 30 * 24h, .absolute = 90 * 24h}};
  IssueTokens issue_tokens{client_credentials, password, factor, refresh_token, authorization_code};
  /// Remembers nothing: what a test changes counts at once.
  RecentClients recent_clients{{.max_age = 0ms}};
  AuthenticateClient authenticate_client{clients, digester, recent_clients};
  RevokeToken revoke_token{{families, access_tokens, mint, signer, clock}};
  IntrospectToken introspect_token{
      {families, access_tokens, mint, signer, macs, clock}, issuer, 30 * 24h};
  ReadUserinfo read_userinfo{{users, clients, families, access_tokens, signer, jwts, macs, clock},
                             issuer};
  ManageClients manage_clients{{clients, digester, entropy, clock}};
  PasswordRules password_rules{blocklist, issuer};
  Accounts accounts{{users, hasher, password_rules, entropy, clock}};
  ManageUsers manage_users{accounts};
  Tickets silent_tickets{{ticket_store, users, digests, entropy, clock}, no_mail};
  Tickets tickets{{ticket_store, users, digests, entropy, clock}, account_mail};
  AccountRequests account_requests{{request_queue, entropy, clock}};
  RegisterUser register_user = registering({}, no_mail);
  ManageAccount manage_account{
      accounts, silent_tickets, no_mail, {hasher, factors, audit, slow_guesses}};
  RequestAccountMail request_account_mail{account_requests, account_mail};
  AnswerAccountRequests answer_account_requests{request_queue, accounts, tickets};
  RedeemTicket redeem_ticket{{ticket_store, clock, slow_guesses}, accounts, tickets, account_mail};
  InviteUsers invite_users{accounts, tickets, account_mail};
  ListUsers list_users{users, macs};
  AuthenticateBearer authenticate_bearer{{users, clients, families, access_tokens, signer, clock},
                                         issuer};
  ManageSessions manage_sessions{{sessions, families, users, clients, macs, clock}, 30 * 24h};
  ReadAudit read_audit{audit_reader, clock};
  OfferFactors offer_factors{prove_factor};
  ProveAgain prove_again{prove_password, prove_factor, challenges, clock};
  EnrolFactors enrol_factors{
      {factors, credentials, one_time_passwords, sealer, macs, entropy, clock},
      passkeys,
      challenges,
      account_mail,
      issuer};
  ManageFactors manage_factors{
      {users, factors, credentials, macs, entropy, clock}, challenges, account_mail};
  AnswerOnce answer_once{{idempotency, macs, entropy, clock}};

  /// What a command line has instead of a request.
  const inbound::RequestContext command{};
  const Secret app_secret{"app-secret-app-secret-0123456789"};
  const Secret user_password{"correct horse"};

  /// A first-party app with every grant.
  Client app = add_client(
      {.id = ClientId("app"),
       .name = "App",
       .grants = {GrantType::client_credentials, GrantType::password, GrantType::refresh_token},
       .scopes = {"openid", "email", "offline_access", "orders"},
       .audiences = {"https://api.example", "https://other.example"},
       .first_party = true});
  User user = add_user();

  RegisterUser registering(RegisterUser::Policy policy, const AccountMail& mail) {
    return {{accounts, tickets, ticket_store, account_requests, mail, entropy}, policy};
  }
  Client add_client(Client wanted) {
    const auto added = manage_clients.add(
        std::move(wanted), wanted.is_public() ? std::nullopt : std::optional(app_secret), {});
    return added.value().client;
  }
  User add_user() {
    User wanted{.id = UserId(""), .email = "ada@example.org"};
    wanted.username = "ada";
    return manage_users.add(wanted, user_password, command).value();
  }

  std::expected<inbound::TokenResponse, OAuthError> log_in(std::optional<Scopes> scopes = {}) {
    return issue_tokens.issue(
        app,
        inbound::PasswordRequest{.username = "ada", .password = user_password, .scopes = scopes},
        context);
  }
  std::expected<inbound::TokenResponse, OAuthError> refresh(
      const Secret& token, std::optional<Scopes> scopes = {},
      std::vector<std::string> resources = {}) {
    return issue_tokens.issue(app, inbound::RefreshTokenRequest{token, scopes, resources}, context);
  }
  [[nodiscard]] std::vector<AuditEvent> events(AuditType type) const {
    auto found = database.snapshot().events;
    std::erase_if(found, [&](const auto& event) { return event.type != type; });
    return found;
  }

  inbound::RequestContext context{
      .request_id = "request-1", .origin = {"192.0.2.1", "test agent"}, .network = "192.0.2.1"};
};

}  // namespace chancery::test
