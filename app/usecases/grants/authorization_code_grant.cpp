#include "app/usecases/grants/authorization_code_grant.hpp"

#include "app/usecases/overloaded.hpp"
#include "app/usecases/random_id.hpp"
#include "domain/code_challenge.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

/// A loser finds what the winner did the second time; more rounds mean that the store lies.
constexpr int max_attempts = 3;

AuditEvent event(AuditType type, std::string reason, const AuthorizationCode& code,
                 const FamilyId& login, const inbound::RequestContext& context, Instant now) {
  return {.type = type,
          .at = now,
          .reason = std::move(reason),
          .user = code.user,
          .client = code.client,
          .family = login,
          .origin = context.origin,
          .request_id = context.request_id};
}

bool is_refreshable(const AuthorizationCode& code, const Client& client) {
  return client.grants.contains(GrantType::refresh_token) && code.scopes.contains("offline_access");
}

}  // namespace

AuthorizationCodeGrant::Outcome AuthorizationCodeGrant::redeem(
    const Client& client, const inbound::AuthorizationCodeRequest& request,
    const inbound::RequestContext& context) {
  for (int i = 0; i < max_attempts; ++i) {
    if (auto outcome = attempt(client, request, context)) return *std::move(outcome);
  }
  throw Unavailable("the code changed too often while it was read");
}

std::optional<AuthorizationCodeGrant::Outcome> AuthorizationCodeGrant::attempt(
    const Client& client, const inbound::AuthorizationCodeRequest& request,
    const inbound::RequestContext& context) {
  const auto code = ports_.codes.find(CodeDigest(digest(request.code)));
  if (!code) return std::unexpected(invalid_grant("there is no such code"));
  const auto now = ports_.clock.now();
  // Who froze must not end, as a second use, what its own repetition was given.
  if (context.abandoned()) throw Unavailable("the request was abandoned by its caller");
  const Attempt attempt{client, *code, context, now};
  return std::visit(
      overloaded{
          [&](const RedeemCode&) { return apply(attempt); },
          [&](const RefuseCode& d) -> std::optional<Outcome> { return std::unexpected(d.why); },
          [&](const BurnCode& d) -> std::optional<Outcome> {
            // Redeemed meanwhile, it came a second time.
            if (!ports_.codes.burn(code->id)) return std::nullopt;
            return std::unexpected(d.why);
          },
          [&](const EndLoginOfCode& d) -> std::optional<Outcome> { return end_login(attempt, d); },
      },
      decide_redemption(*code, client, presentation(request), now));
}

std::optional<AuthorizationCodeGrant::Outcome> AuthorizationCodeGrant::apply(
    const Attempt& attempt) {
  if (auto why = objection(attempt)) return std::unexpected(*std::move(why));
  const Secret secret(ports_.entropy.bytes(32));
  const auto family = begin_login(attempt, secret);
  // Signed before it is stored: if that fails, the code can still be redeemed.
  auto tokens = response(attempt, family, secret);
  const auto outcome =
      ports_.codes.redeem({.code = attempt.code.id,
                           .family = family,
                           .session = attempt.code.session,
                           .event = event(AuditType::login_succeeded, "authorization_code",
                                          attempt.code, family.id, attempt.context, attempt.now)});
  switch (outcome) {
    case outbound::RedeemOutcome::redeemed: return tokens;
    case outbound::RedeemOutcome::already_redeemed:
    case outbound::RedeemOutcome::burnt:
    case outbound::RedeemOutcome::gone: return std::nullopt;
    case outbound::RedeemOutcome::session_ended:
      return std::unexpected(invalid_grant("the browser session has ended"));
  }
  std::unreachable();
}

AuthorizationCodeGrant::Outcome AuthorizationCodeGrant::end_login(const Attempt& attempt,
                                                                  const EndLoginOfCode& decision) {
  ports_.families.end(decision.login, event(AuditType::login_ended, "code_reuse", attempt.code,
                                            decision.login, attempt.context, attempt.now));
  return std::unexpected(decision.why);
}

std::optional<OAuthError> AuthorizationCodeGrant::objection(const Attempt& attempt) {
  const auto& code = attempt.code;
  if (attempt.client.epoch != code.client_epoch) return invalid_grant("the client was disabled");
  if (!attempt.client.scopes.covers(code.scopes)) {
    return invalid_grant("a granted scope was taken from the client");
  }
  const auto user = ports_.users.find(code.user);
  if (!user || user->disabled || user->epoch != code.user_epoch) {
    return invalid_grant("the user is gone, or their logins were ended");
  }
  return std::nullopt;
}

RefreshFamily AuthorizationCodeGrant::begin_login(const Attempt& attempt, const Secret& secret) {
  const auto& code = attempt.code;
  const auto lifetime =
      is_refreshable(code, attempt.client) ? lifetimes_.absolute : access_tokens_.lifetime();
  auto family = begun({.id = FamilyId(random_id(ports_.entropy)),
                       .client = code.client,
                       .user = code.user,
                       .client_epoch = code.client_epoch,
                       .user_epoch = code.user_epoch,
                       .scopes = code.scopes,
                       .audiences = code.audiences,
                       .authentication = code.authentication,
                       .claims = code.claims,
                       .expires_at = attempt.now + lifetime,
                       .current = ports_.mint.digest(secret)},
                      attempt.context.origin, attempt.now);
  // The user proved who they are when the browser session began.
  family.authenticated_at = code.authenticated_at;
  return family;
}

inbound::TokenResponse AuthorizationCodeGrant::response(const Attempt& attempt,
                                                        const RefreshFamily& family,
                                                        const Secret& secret) {
  auto issued = access_tokens_.issue({.client = attempt.client,
                                      .scopes = family.scopes,
                                      .audience = family.audiences,
                                      .login = &family},
                                     attempt.now);
  inbound::TokenResponse response{.access_token = std::move(issued.token),
                                  .access_token_id = std::move(issued.id),
                                  .expires_in = issued.expires_in,
                                  .scopes = family.scopes,
                                  .login = family.id,
                                  .user = family.user};
  if (is_refreshable(attempt.code, attempt.client)) {
    response.refresh_token = {
        .token = ports_.mint.write(family.id, family.generation, secret),
        .generation = family.generation,
        .expires_in = refresh_expires_at(family, lifetimes_.idle) - attempt.now};
  }
  if (has_id_token(family, family.scopes)) {
    response.id_token = id_tokens_.issue({.client = attempt.client,
                                          .login = family,
                                          .access_token = response.access_token,
                                          .lifetime = response.expires_in,
                                          .nonce = attempt.code.nonce},
                                         attempt.now);
  }
  return response;
}

CodePresentation AuthorizationCodeGrant::presentation(
    const inbound::AuthorizationCodeRequest& request) const {
  CodePresentation presentation{.redirect_uri = request.redirect_uri,
                                .has_verifier = request.code_verifier.has_value()};
  if (request.code_verifier && is_code_verifier(request.code_verifier->reveal())) {
    presentation.verifier_digest = digest(*request.code_verifier);
  }
  return presentation;
}

std::string AuthorizationCodeGrant::digest(const Secret& secret) const {
  return codec::base64url(ports_.hashes.sha256(secret.reveal()));
}

}  // namespace chancery
