#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

Judgement login_is_live(const FamilyId& id, const Request& request, const Truth& truth) {
  const auto* login = truth.find(id);
  if (login == nullptr) return "a token was accepted whose login the store has lost";
  const auto& birth = login->birth;
  if (login->ended && *login->ended < request.began) {
    return "a token was accepted after its login had ended";
  }
  if (login->straddles) return std::nullopt;
  if (truth.user_ended(birth.user, login->user_read, request.began)) {
    return "a token was accepted after its user's logins had ended";
  }
  if (truth.client_ended(birth.client, login->added, request.began)) {
    return "a token was accepted after its client had ended";
  }
  return std::nullopt;
}

bool client_is_off(const ClientId& id, StepNumber since, const Truth& truth) {
  const auto versions = truth.clients.find(id);
  return versions == truth.clients.end() ||
         !any_since(versions->second, since, [](const Client& c) { return !c.disabled; });
}

/// How far the clocks of two nodes may be apart, and how much they round away.
std::optional<Duration> disagreement(Clocks clocks) {
  switch (clocks) {
    case Clocks::steady: return Duration(1000);
    case Clocks::skewed: return 2 * max_skew + Duration(1000);
    case Clocks::stepping: return std::nullopt;
  }
  std::unreachable();
}

/// Whether the client was off for so long, between the two steps.
bool was_off(const Versions<Client>& versions, StepNumber after, StepNumber before, Duration span) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const auto& version = versions[i];
    const bool off = version.ends_logins && (!version.record || version.record->disabled);
    if (!off || version.from < after || version.from > before) continue;
    if (i + 1 == versions.size() || versions[i + 1].at >= version.at + span) return true;
  }
  return false;
}

/// A token that a client was given for itself knows no epoch: what was issued before the client was
/// switched off is told by the time, of which nodes with other clocks have another idea.
Judgement client_is_live(const AccessTokenClaims& claims, const Request& request,
                         const Known& known) {
  if (client_is_off(claims.client, request.began, known.truth)) {
    return "a client's own token was accepted while the client was off";
  }
  const auto issued = known.chronicle.issued.find(claims.id);
  const auto span = disagreement(known.story.clocks);
  if (issued == known.chronicle.issued.end() || !span) return std::nullopt;
  const auto& versions = known.truth.clients.at(claims.client);
  if (was_off(versions, issued->second, request.began, *span)) {
    return "a client's own token was accepted after the client had been off";
  }
  return std::nullopt;
}

/// Password logins present the account itself.
Judgement account_is_live(const Request& request, const inbound::TokenResponse& tokens,
                          const Truth& truth) {
  const auto user = tokens.user ? truth.users.find(*tokens.user) : truth.users.end();
  if (user == truth.users.end()) return "a login of a user the store does not know";
  const bool enabled = any_since(user->second, request.began,
                                 [](const auto& record) { return !record.user.disabled; });
  if (!enabled) return "a user logged in while disabled or gone";
  return std::nullopt;
}

bool is_login(const Request& request) {
  const auto* tokens = std::get_if<GetTokens>(&request.call);
  return tokens && std::holds_alternative<inbound::PasswordRequest>(tokens->request);
}

}  // namespace

Judgement nothing_after_the_end(const Step& step, const Known& known) {
  const auto* answered = step.as<Answered>();
  if (!answered || saw_two_histories(*step.request, known.truth)) return std::nullopt;
  const auto& request = *step.request;
  const auto& answer = answered->answer;
  if (const auto* tokens = std::get_if<inbound::TokenResponse>(&answer);
      tokens && is_login(request)) {
    return account_is_live(request, *tokens, known.truth);
  }
  if (!accepts(request, answer)) return std::nullopt;
  if (request.refresh) return login_is_live(request.refresh->family, request, known.truth);
  if (!request.access) return "something was accepted that is no token of ours";
  const auto revoked = known.truth.revoked.find(request.access->id);
  if (revoked != known.truth.revoked.end() && revoked->second < request.began) {
    return "a revoked access token was accepted";
  }
  if (request.access->login) return login_is_live(*request.access->login, request, known.truth);
  return client_is_live(*request.access, request, known);
}

}  // namespace chancery::simulation
