#include <algorithm>

#include "ports/outbound/token_signer.hpp"
#include "tests/simulation/invariants/presented.hpp"
#include "tests/simulation/registrations.hpp"

namespace chancery::simulation {
namespace {

using Audience = std::vector<std::string>;

bool contains(const Audience& audience, const std::string& name) {
  return std::ranges::find(audience, name) != audience.end();
}

/// Whether every audience but the issuer, who is always allowed, is among the granted.
bool within(const Audience& audience, const Audience& granted) {
  return std::ranges::all_of(audience, [&](const auto& name) {
    return name == issuer().value() || contains(granted, name);
  });
}

Judgement token_says_what_the_answer_says(const inbound::TokenResponse& tokens,
                                          const AccessTokenClaims& claims, const ClientId& client) {
  if (claims.client != client) return "an access token names another client than asked";
  if (claims.scopes != tokens.scopes)
    return "an access token has other scopes than its answer says";
  if (claims.login != tokens.login) return "an access token names another login than its answer";
  return std::nullopt;
}

/// The scopes the client may have, by a registration young enough.
bool registered(const ClientId& client, const Scopes& scopes, const Request& request,
                const Truth& truth) {
  const auto versions = truth.clients.find(client);
  return request.began_at < truth.restored_at + client_memory ||
         (versions != truth.clients.end() &&
          any_after(
              versions->second, request.began_at - client_memory,
              [&](const Client& c) { return c.scopes.covers(scopes); }));
}

Judgement no_more_than_granted(const inbound::TokenResponse& tokens,
                               const AccessTokenClaims& claims, const RefreshFamily& granted,
                               const inbound::RefreshTokenRequest& asked) {
  if (claims.subject != granted.user.value()) return "an access token names another user";
  if (!granted.scopes.covers(tokens.scopes)) return "more scope was given than the login has";
  const auto wanted = asked.scopes.value_or(Scopes{});
  if (tokens.scopes != (wanted.empty() ? granted.scopes : wanted)) {
    return "other scope was given than asked";
  }
  if (!within(claims.audience, asked.resources.empty() ? granted.audiences : asked.resources) ||
      !within(claims.audience, granted.audiences)) {
    return "a wider audience was given than asked or granted";
  }
  return std::nullopt;
}

Judgement refreshed(const Request& request, const inbound::TokenResponse& tokens,
                    const AccessTokenClaims& claims, const Known& known) {
  const auto* login = known.truth.find(request.refresh->family);
  if (login == nullptr) return std::nullopt;
  const auto& client = credentials(request)->client;
  if (login->birth.client != client) return "a client refreshed another one's token";
  if (tokens.login != login->birth.id) return "a refresh was answered with another login";
  if (!registered(client, login->birth.scopes, request, known.truth)) {
    return "a client refreshed a login whose scope was taken from it";
  }
  return no_more_than_granted(tokens, claims, login->birth, *refresh_request(request));
}

Judgement issued(const Request& request, const inbound::TokenResponse& tokens, const Known& known) {
  const auto claims = known.signer.verify(tokens.access_token.reveal());
  if (!claims) return "an access token was issued that nobody signed";
  const auto& client = credentials(request)->client;
  if (auto why = token_says_what_the_answer_says(tokens, *claims, client)) return why;
  if (refresh_request(request)) return refreshed(request, tokens, *claims, known);
  if (!registered(client, tokens.scopes, request, known.truth)) {
    return "more scope was given than the client is registered for";
  }
  return std::nullopt;
}

Judgement introspected(const Request& request, const inbound::ActiveToken& token) {
  const auto& asking = credentials(request)->client;
  if (token.client == asking) return std::nullopt;
  const bool may_look = asking.value() == resource_server && !token.is_refresh_token &&
                        contains(token.audience, resource);
  if (!may_look) return "a client was shown another one's token";
  return std::nullopt;
}

Judgement revoked_own(const Request& request, const Truth& truth) {
  const auto& client = credentials(request)->client;
  const auto* login = request.refresh ? truth.find(request.refresh->family) : nullptr;
  if (login != nullptr && !login->ended && !login->swept && login->birth.client != client) {
    return "a client was told that it had revoked another one's login";
  }
  return std::nullopt;
}

/// Also when nobody is told.
Judgement ended_own(const Request& request, const LoginEnded& ended, const Truth& truth) {
  const auto* login = truth.find(ended.family);
  const auto* sent = credentials(request);
  if (login != nullptr && std::holds_alternative<EndOwnLogin>(request.call) &&
      request.access->subject != login->birth.user.value()) {
    return "a user ended somebody else's login";
  }
  if (login != nullptr && sent != nullptr && login->birth.client != sent->client) {
    return "a client ended another one's login";
  }
  return std::nullopt;
}

}  // namespace

Judgement own_client_and_scope(const Step& step, const Known& known) {
  if (const auto* ended = step.as<LoginEnded>())
    return ended_own(*step.request, *ended, known.truth);
  const auto* answered = step.as<Answered>();
  if (!answered || saw_two_histories(*step.request, known.truth)) return std::nullopt;
  const auto& request = *step.request;
  if (const auto* tokens = std::get_if<inbound::TokenResponse>(&answered->answer)) {
    return issued(request, *tokens, known);
  }
  if (const auto* token = std::get_if<inbound::ActiveToken>(&answered->answer)) {
    return introspected(request, *token);
  }
  const bool revoked = std::holds_alternative<RevokeOne>(request.call) &&
                       std::holds_alternative<Done>(answered->answer);
  return revoked ? revoked_own(request, known.truth) : std::nullopt;
}

}  // namespace chancery::simulation
