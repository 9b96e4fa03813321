#include "ports/outbound/refresh_token_mint.hpp"
#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

Judgement revoked(const Request& request, const Truth& truth) {
  if (request.refresh) {
    const auto* login = truth.find(request.refresh->family);
    if (login != nullptr && !login->ended && !login->swept) {
      return "a login was said to have ended, and had not";
    }
  } else if (request.access) {
    const auto now = last_reading(request);
    const bool expired = now && *now >= request.access->expires_at;
    if (!expired && !truth.revoked.contains(request.access->id)) {
      return "an access token was said to be revoked, and was not";
    }
  }
  return std::nullopt;
}

Judgement done(const Request& request, const Truth& truth) {
  if (std::holds_alternative<RevokeOne>(request.call)) return revoked(request, truth);
  // Logins that were to end are looked at one by one (all_logins_end); and one may sweep in vain.
  if (request.to_end || std::holds_alternative<Sweep>(request.call)) return std::nullopt;
  if (request.changes == 0) return "a change was said to be done, and nothing was stored";
  return std::nullopt;
}

Judgement tokens(const Request& request, const inbound::TokenResponse& given, const Known& known) {
  if (refresh_request(request) != nullptr) {
    const auto body =
        given.refresh_token ? known.mint.read(given.refresh_token->token.reveal()) : std::nullopt;
    if (!body || !known.chronicle.digests.contains(known.mint.digest(body->secret))) {
      return "a refresh token was given out that was never stored";
    }
  } else if (given.login && request.began_login != given.login) {
    return "a login was said to have begun, and was not stored";
  }
  return std::nullopt;
}

Judgement refused(const Request& request) {
  if (request.changes > 0 || request.refreshed || request.began_login) {
    return "a request was refused that had changed something";
  }
  if (request.ended_for_reuse && refresh_request(request) == nullptr) {
    return "a login ended for reuse of a token that was not to be refreshed";
  }
  return std::nullopt;
}

}  // namespace

Judgement done_is_committed(const Step& step, const Known& known) {
  const auto* answered = step.as<Answered>();
  if (!answered) return std::nullopt;
  const auto& request = *step.request;
  if (std::holds_alternative<Refused>(answered->answer)) return refused(request);
  if (saw_two_histories(request, known.truth)) return std::nullopt;
  if (const auto* given = std::get_if<inbound::TokenResponse>(&answered->answer)) {
    return tokens(request, *given, known);
  }
  return std::holds_alternative<Done>(answered->answer) ? done(request, known.truth) : std::nullopt;
}

}  // namespace chancery::simulation
