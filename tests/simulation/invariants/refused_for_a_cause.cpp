#include <algorithm>

#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

/// Whether the client was registered so, all the while.
bool all_since(const Truth& truth, const ClientId& id, StepNumber since, auto is_so) {
  const auto versions = truth.clients.find(id);
  if (versions == truth.clients.end()) return false;
  for (std::size_t i = 0; i < versions->second.size(); ++i) {
    const auto& all = versions->second;
    const bool over = i + 1 < all.size() && all[i + 1].from < since;
    if (!over && (!all[i].record || !is_so(*all[i].record))) return false;
  }
  return true;
}

Judgement client_had_to_pass(const Request& request, const Truth& truth) {
  const auto& sent = *credentials(request);
  const bool good = all_since(truth, sent.client, request.began,
                              [&](const Client& c) { return passes(c, sent); });
  if (good) return "a client was refused that is registered";
  return std::nullopt;
}

bool has_expired(const Request& request, const Presented& shown, const Story& story) {
  const auto now = last_reading(request);
  if (!now || !request.seen) return false;
  const auto& login = *shown.login;
  const auto& newest = login.line[std::min(request.seen->generation, login.line.size() - 1)];
  return *now >= login.birth.expires_at || *now >= newest.stamp + story.idle_lifetime;
}

bool scope_was_taken(const Request& request, const Login& login, const Truth& truth) {
  const auto since = request.began_at - client_memory;
  const auto versions = truth.clients.find(login.birth.client);
  return versions == truth.clients.end() ||
         any_after(versions->second, since,
                   [&](const Client& c) { return !c.scopes.covers(login.birth.scopes); });
}

/// Why a careful owner's token buys nothing any more.
bool has_cause(const Request& request, const Presented& shown, const Known& known) {
  const auto& login = *shown.login;
  return login.ended || login.swept || !shown.on_line || login.straddles ||
         known.truth.party_ended(login) || has_expired(request, shown, known.story) ||
         scope_was_taken(request, login, known.truth);
}

}  // namespace

Judgement refused_for_a_cause(const Step& step, const Known& known) {
  const auto* answered = step.as<Answered>();
  const auto* refused = answered ? std::get_if<Refused>(&answered->answer) : nullptr;
  if (!refused || saw_two_histories(*step.request, known.truth)) return std::nullopt;
  const auto& request = *step.request;
  if (refused->code == OAuthErrorCode::invalid_client && !request.authenticated) {
    return client_had_to_pass(request, known.truth);
  }
  if (!request.asker.honest || !refresh_request(request)) return std::nullopt;
  const auto shown = presented(request, known.truth);
  if (!shown || has_cause(request, *shown, known)) return std::nullopt;
  return "a careful owner was refused without a cause: " + refused->why;
}

}  // namespace chancery::simulation
