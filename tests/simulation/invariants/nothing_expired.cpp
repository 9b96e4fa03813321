#include "ports/outbound/token_signer.hpp"
#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

Judgement login_lasts(const Request& request, const Known& known) {
  const auto shown = presented(request, known.truth);
  const auto now = last_reading(request);
  if (!shown || !now || !request.seen) return std::nullopt;
  const auto& login = *shown->login;
  if (*now >= login.birth.expires_at) return "a token was accepted after its login's absolute end";
  // As the request found it: its own refresh does not make it younger.
  if (request.seen->generation >= login.line.size()) return std::nullopt;
  const auto& newest = login.line[request.seen->generation];
  if (*now >= newest.stamp + known.story.idle_lifetime) {
    return "a token was accepted of a login that had been idle too long";
  }
  return std::nullopt;
}

Judgement token_ends_with_its_login(const inbound::TokenResponse& tokens, const Known& known) {
  const auto claims = known.signer.verify(tokens.access_token.reveal());
  const auto* login = tokens.login ? known.truth.find(*tokens.login) : nullptr;
  if (claims && login && claims->expires_at > login->birth.expires_at) {
    return "an access token outlives its login";
  }
  if (claims && claims->expires_at - claims->issued_at > known.story.access_lifetime) {
    return "an access token lives longer than is configured";
  }
  return std::nullopt;
}

}  // namespace

Judgement nothing_expired(const Step& step, const Known& known) {
  const auto* answered = step.as<Answered>();
  if (!answered || saw_two_histories(*step.request, known.truth)) return std::nullopt;
  const auto& request = *step.request;
  if (const auto* tokens = std::get_if<inbound::TokenResponse>(&answered->answer)) {
    if (auto why = token_ends_with_its_login(*tokens, known)) return why;
  }
  if (!accepts(request, answered->answer)) return std::nullopt;
  if (request.refresh) return login_lasts(request, known);
  // The first reading is that of the judgement: what follows it changes an account.
  if (request.access && !request.readings.empty() &&
      request.readings.front() >= request.access->expires_at) {
    return "an expired access token was accepted";
  }
  return std::nullopt;
}

}  // namespace chancery::simulation
