#pragma once

#include <chrono>
#include <string>

#include "domain/access_token.hpp"
#include "domain/account_request.hpp"
#include "domain/account_ticket.hpp"
#include "domain/audit_event.hpp"
#include "domain/authorization_code.hpp"
#include "domain/browser_session.hpp"
#include "domain/client.hpp"
#include "domain/consent.hpp"
#include "domain/logout_notice.hpp"
#include "domain/refresh_family.hpp"
#include "domain/user.hpp"
#include "domain/webauthn/credential.hpp"
#include "ports/outbound/key_store.hpp"
#include "ports/outbound/mail_store.hpp"
#include "ports/outbound/second_factor_store.hpp"

/// Values with every field set to something of its own, so that a field that is lost or swapped on
/// its way through a store shows.
namespace chancery::samples {

using namespace std::chrono_literals;

inline const Instant noon{1'700'000'000s};

inline AuditEvent event(AuditType type, const std::string& reason = "a reason") {
  return {.type = type,
          .at = noon + 7s,
          .reason = reason,
          .user = UserId("u1"),
          .client = ClientId("shop"),
          .family = FamilyId("f1"),
          .origin = {"192.0.2.7", "Agent/1.0 (events)"},
          .request_id = "request-0001"};
}

inline User user(const std::string& id = "u1", const std::string& email = "Ann@Example.org") {
  return {.id = UserId(id),
          .email = email,
          .username = "Ann." + id,
          .email_verified = true,
          .roles = {"admin", "support"},
          .claims = {{"locale", "de"}, {"name", "Ann \"A\" <Müller>"}},
          .disabled = false,
          .epoch = 41,
          .version = 5,
          .created_at = noon - 20s,
          .updated_at = noon - 10s};
}

inline Client client(const std::string& id = "shop") {
  return {.id = ClientId(id),
          .name = "The Shop",
          .auth_method = ClientAuthMethod::client_secret_post,
          .secret = ClientSecretDigest{KeyId("k9"), "bWFj"},
          .grants = {GrantType::password, GrantType::refresh_token},
          .scopes = {"openid", "orders"},
          .audiences = {"https://b.example", "https://a.example"},
          .introspects = {"https://c.example"},
          .redirect_uris = {"https://shop.example/done", "org.example.shop:/done"},
          .post_logout_redirect_uris = {"https://shop.example/bye", "https://a.example/"},
          .require_pkce = false,
          .first_party = true,
          .access_token_alg = SignatureAlgorithm::RS256,
          .id_token_alg = SignatureAlgorithm::ES256,
          .userinfo_alg = SignatureAlgorithm::RS256,
          .subject_type = SubjectType::pairwise,
          .sector_identifier = "sector.example",
          .backchannel_logout_uri = "https://shop.example/logout",
          .backchannel_logout_session_required = true,
          .released_claims = {{"roles", {ClaimTarget::access_token}},
                              {"de \"x\"", {ClaimTarget::id_token, ClaimTarget::userinfo}}},
          .client_uri = "https://shop.example/about",
          .logo_uri = "https://shop.example/logo.svg",
          .policy_uri = "https://shop.example/privacy",
          .tos_uri = "https://shop.example/terms",
          .disabled = false,
          .epoch = 9'007'199'254'740'993,
          .version = 3,
          .created_at = noon - 40s,
          .updated_at = noon - 30s};
}

inline ClaimsRequest claims_request() {
  return {.id_token = {{"auth_time", {.essential = true}}, {"email", {}}},
          .userinfo = {{"locale", {.values = {"de", "\"fr\" ünï\n"}}}}};
}

/// A login of `user()` at `client()`.
inline RefreshFamily family(const std::string& id = "f1") {
  return {.id = FamilyId(id),
          .client = client().id,
          .user = user().id,
          .client_epoch = client().epoch,
          .user_epoch = user().epoch,
          .scopes = {"openid", "orders", "offline_access"},
          .audiences = {"https://b.example", "https://a.example"},
          .authenticated_at = noon - 3s,
          .authentication = {.amr = {"pwd", "otp"}, .acr = "1"},
          .claims = claims_request(),
          .expires_at = noon + 24h,
          .login_address = "198.51.100.9",
          .generation = 4'294'967'290U,
          .current = TokenDigest("digest-0"),
          .seed = "seed-0",
          .rotated_at = noon - 2s,
          .last_used_from = {"192.0.2.1", "Agent/1.0"}};
}

/// Given to `browser_session()`, not redeemed yet.
inline AuthorizationCode code(const std::string& id = "c1") {
  return {.id = CodeDigest(id),
          .client = client().id,
          .redirect_uri = "https://shop.example/done",
          .redirect_uri_sent = false,
          .challenge = "a challenge",
          .scopes = {"openid", "orders"},
          .audiences = {"https://b.example", "https://a.example"},
          .nonce = "a nonce",
          .claims = claims_request(),
          .user = user().id,
          .client_epoch = client().epoch,
          .user_epoch = user().epoch,
          .session = BrowserSessionId("b1"),
          .authenticated_at = noon - 3s,
          .authentication = {.amr = {"pwd", "otp"}, .acr = "1"},
          .expires_at = noon + 60s};
}

inline BrowserSession browser_session(const std::string& id = "b1") {
  return {.id = BrowserSessionId(id),
          .user = user().id,
          .user_epoch = user().epoch,
          .authenticated_at = noon - 3s,
          .authentication = {.amr = {"pwd", "otp"}, .acr = "1"},
          .created_at = noon - 2s,
          .last_used_at = noon - 1s,
          .expires_at = noon + 168h};
}

inline Consent consent(const std::string& user = "u1", const std::string& client = "shop") {
  return {.user = UserId(user),
          .client = ClientId(client),
          .scopes = {"openid", "email"},
          .claims = {"locale", "birthdate"},
          .given_at = noon - 4s};
}

inline LogoutNotice notice(const std::string& id = "n1") {
  return {.id = NoticeId(id),
          .client = client().id,
          .uri = "https://shop.example/logout",
          .user = user().id,
          .login = family().id,
          .subject = "the subject",
          .created_at = noon - 5s,
          .next_attempt_at = noon,
          .attempts = 2};
}

inline outbound::SealedMail sealed_mail(const std::string& id = "m1") {
  return {.id = MailId(id),
          .sealed = "s1.hint.what-" + id + "-says",
          .created_at = noon - 5s,
          .next_attempt_at = noon,
          .attempts = 2};
}

inline AccountTicket ticket(const std::string& id = "t1") {
  return {.id = TicketDigest(id),
          .purpose = TicketPurpose::reset_password,
          .user = user().id,
          .email = "Ann@Example.org",
          .user_epoch = user().epoch,
          .issued_at = noon - 6s,
          .expires_at = noon + 3600s};
}

inline AccountRequest account_request(const std::string& id = "r1",
                                      const std::string& email = "Ann@Example.org") {
  return {.id = AccountRequestId(id),
          .kind = AccountRequestKind::reset_password,
          .email = email,
          .languages = "de,en",
          .origin = {"192.0.2.8", "Agent/1.0 (requests)"},
          .request_id = "request-0002",
          .requested_at = noon - 8s,
          .next_attempt_at = noon,
          .attempts = 3};
}

inline outbound::TotpFactor totp(const std::string& user = "u1", const std::string& id = "t1") {
  return {.id = FactorId(id),
          .user = UserId(user),
          .name = "Phone of " + user,
          .sealed_key = "sealed.key",
          .last_step = 9'007'199'254'740'993,
          .created_at = noon - 6s,
          .last_used_at = noon - 5s};
}

inline Credential credential(const std::string& id = "k1", const std::string& user = "u1") {
  return {.id = CredentialId(id),
          .factor = FactorId("factor of " + id),
          .user = UserId(user),
          .name = "Key " + id,
          .key = Ed25519Key{std::string(32, 'x')},
          .sign_count = 4'294'967'290U,
          .backup_eligible = true,
          .backed_up = false,
          .transports = {"internal", "hybrid"},
          .last_challenge = 9'007'199'254'740'993,
          .created_at = noon - 6s,
          .last_used_at = noon - 5s};
}

inline AccessTokenClaims claims(const std::string& id = "t1") {
  return {.issuer = Issuer("https://id.example"),
          .subject = user().id.value(),
          .audience = {"https://a.example"},
          .client = client().id,
          .scopes = {"orders"},
          .id = TokenId(id),
          .issued_at = noon,
          .expires_at = noon + 600s,
          .login = family().id,
          .authenticated_at = noon - 3s};
}

inline outbound::StoredKey key(const std::string& id, KeyState state,
                               KeyUse use = KeyUse::sign_es256) {
  const bool retiring = state == KeyState::retiring;
  return {.record = {.id = KeyId(id),
                     .use = use,
                     .state = state,
                     .created_at = noon - 100s,
                     .activates_at = noon - 50s,
                     .retired_at = retiring ? std::optional(noon - 5s) : std::nullopt},
          .public_jwk = R"({"kty":"EC","kid":")" + id + R"("})",
          .sealed = "sealed." + id};
}

/// Text that would do harm if it ever became part of a statement, a pattern or a quoted literal.
inline const std::string hostile_texts[] = {
    "'; DROP TABLE users; --",
    "\"",
    "''",
    "\\",
    "%",
    "_",
    "$1",
    "?",
    "{\"a\":[1]}",
    "a b",
    "\t\r\n",
    "ünï→😀",
    "NULL",
};

}  // namespace chancery::samples
