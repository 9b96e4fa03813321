#include "app/usecases/grants/refresh_token_grant.hpp"

#include <algorithm>

#include "app/usecases/overloaded.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

/// A loser finds the winner's generation the second time; more rounds mean that the store lies.
constexpr int max_attempts = 3;

AuditEvent event(AuditType type, std::string reason, const RefreshFamily& family,
                 const inbound::RequestContext& context, Instant now) {
  return {.type = type,
          .at = now,
          .reason = std::move(reason),
          .user = family.user,
          .client = family.client,
          .family = family.id,
          .origin = context.origin,
          .request_id = context.request_id};
}

void must_be_awaited(const inbound::RequestContext& context) {
  if (context.abandoned()) throw Unavailable("the request was abandoned by its caller");
}

}  // namespace

RefreshTokenGrant::Outcome RefreshTokenGrant::redeem(const Client& client,
                                                     const inbound::RefreshTokenRequest& request,
                                                     const inbound::RequestContext& context) {
  const auto token = ports_.mint.read(request.refresh_token.reveal());
  if (!token) return std::unexpected(invalid_grant("the refresh token is not genuine"));
  for (int i = 0; i < max_attempts; ++i) {
    if (auto outcome = attempt({client, *token, request, context})) return *std::move(outcome);
  }
  throw Unavailable("the refresh family changed too often while it was read");
}

std::optional<RefreshTokenGrant::Outcome> RefreshTokenGrant::attempt(const Attempt& attempt) {
  const auto found = ports_.families.find(attempt.token.family);
  if (!found) return std::unexpected(invalid_grant("the login has ended"));
  // The clock before the question: who freezes up to here is given up, who freezes later judges by
  // a time at which it was still waited for. A request that thaws must not kill a healthy login.
  const auto now = ports_.clock.now();
  must_be_awaited(attempt.context);
  const auto& family = found->family;
  const auto decision =
      decide_rotation(*found, attempt.client, presentation(attempt, family), policy_, now);
  return std::visit(
      overloaded{
          [&](const Rotate& d) { return rotate(attempt, family, d, now); },
          [&](const Replay& d) -> std::optional<Outcome> {
            return replay(attempt, family, d, now);
          },
          [&](const Revoke& d) -> std::optional<Outcome> {
            return revoke(attempt, family, d, now);
          },
          [&](const Refuse& d) -> std::optional<Outcome> { return std::unexpected(d.why); },
      },
      decision);
}

Presentation RefreshTokenGrant::presentation(const Attempt& attempt,
                                             const RefreshFamily& family) const {
  const auto& secret = attempt.token.secret;
  std::optional<TokenDigest> successor;
  if (attempt.token.generation + 1 == family.generation) {
    successor = ports_.mint.digest(ports_.mint.successor(secret, family.seed));
  }
  return {.generation = attempt.token.generation,
          .presented = ports_.mint.digest(secret),
          .successor = std::move(successor),
          .requested_scopes = attempt.request.scopes.value_or(Scopes{}),
          .requested_audiences = attempt.request.resources,
          .from = attempt.context.origin};
}

std::optional<RefreshTokenGrant::Outcome> RefreshTokenGrant::rotate(const Attempt& attempt,
                                                                    const RefreshFamily& family,
                                                                    const Rotate& decision,
                                                                    Instant now) {
  auto next = family;
  next.generation = family.generation + 1;
  next.seed = codec::base64url(ports_.entropy.bytes(32));
  next.rotated_at = now;
  next.last_used_from = attempt.context.origin;
  const auto secret = ports_.mint.successor(attempt.token.secret, next.seed);
  next.current = ports_.mint.digest(secret);

  // Signed before it is committed: if signing fails, the client's token is still the current one.
  auto tokens = response(attempt, next, secret, decision.access_scopes, decision.audiences, now);
  // Again: committed late, its window would be half over, and nobody hears the answer.
  must_be_awaited(attempt.context);
  const bool won = ports_.families.rotate(family.id, {.from = family.current,
                                                      .to = next.current,
                                                      .generation = next.generation,
                                                      .seed = next.seed,
                                                      .rotated_at = next.rotated_at,
                                                      .used_from = next.last_used_from});
  if (!won) return std::nullopt;
  return tokens;
}

RefreshTokenGrant::Outcome RefreshTokenGrant::replay(const Attempt& attempt,
                                                     const RefreshFamily& family,
                                                     const Replay& decision, Instant now) {
  if (decision.from_elsewhere) {
    ports_.audit.record(event(AuditType::refresh_replayed_elsewhere, "another_origin", family,
                              attempt.context, now));
  }
  const auto secret = ports_.mint.successor(attempt.token.secret, family.seed);
  auto tokens = response(attempt, family, secret, decision.access_scopes, decision.audiences, now);
  tokens.replayed = true;
  return tokens;
}

RefreshTokenGrant::Outcome RefreshTokenGrant::revoke(const Attempt& attempt,
                                                     const RefreshFamily& family,
                                                     const Revoke& decision, Instant now) {
  ports_.families.end(family.id,
                      event(AuditType::login_ended, "reuse", family, attempt.context, now));
  return std::unexpected(decision.why);
}

inbound::TokenResponse RefreshTokenGrant::response(const Attempt& attempt,
                                                   const RefreshFamily& family,
                                                   const Secret& secret, Scopes scopes,
                                                   std::vector<std::string> audience, Instant now) {
  // A narrowed audience keeps us, as at login, for whom our own endpoints are meant.
  const auto& us = access_tokens_.issuer().value();
  const bool speaks_to_us = scopes.contains("openid") || attempt.client.first_party;
  if (speaks_to_us && std::ranges::find(audience, us) == audience.end()) audience.push_back(us);
  auto issued = access_tokens_.issue({.client = attempt.client,
                                      .scopes = scopes,
                                      .audience = std::move(audience),
                                      .login = &family},
                                     now);
  inbound::TokenResponse response{
      .access_token = std::move(issued.token),
      .access_token_id = std::move(issued.id),
      .expires_in = issued.expires_in,
      .scopes = std::move(scopes),
      .login = family.id,
      .user = family.user,
      .refresh_token = inbound::IssuedRefreshToken{
          .token = ports_.mint.write(family.id, family.generation, secret),
          .generation = family.generation,
          .expires_in = refresh_expires_at(family, policy_.idle_lifetime) - now}};
  if (has_id_token(family, response.scopes)) {
    response.id_token = id_tokens_.issue({.client = attempt.client,
                                          .login = family,
                                          .access_token = response.access_token,
                                          .lifetime = response.expires_in},
                                         now);
  }
  return response;
}

}  // namespace chancery
