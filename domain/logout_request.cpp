#include "domain/logout_request.hpp"

#include <algorithm>
#include <array>

#include "domain/authorization_response.hpp"

namespace chancery {
namespace {

/// Whether the hint may speak for the request: it is there, and of the client that is named.
bool hint_counts(const LogoutSituation& situation) {
  if (!situation.hint || !situation.client) return false;
  if (occurrences(situation.parameters, "client_id") == 0) return true;
  return single_value(situation.parameters, "client_id") == situation.client->id.value();
}

bool is_repeated(const Parameters& parameters) {
  constexpr std::array names{"id_token_hint", "client_id", "post_logout_redirect_uri", "state"};
  return std::ranges::any_of(names,
                             [&](const char* name) { return occurrences(parameters, name) > 1; });
}

std::optional<std::string> return_to(const LogoutSituation& situation) {
  const auto uri = single_value(situation.parameters, "post_logout_redirect_uri");
  if (!uri || !hint_counts(situation) || is_repeated(situation.parameters)) return std::nullopt;
  const auto& registered = situation.client->post_logout_redirect_uris;
  if (std::ranges::find(registered, *uri) == registered.end()) return std::nullopt;
  Parameters parameters;
  if (const auto state = single_value(situation.parameters, "state")) {
    parameters.emplace_back("state", *state);
  }
  return with_query(*uri, parameters);
}

bool is_of_this_session(const LogoutSituation& situation) {
  const Participant meant{situation.hint->audience, situation.hint->login};
  return std::ranges::find(situation.participants, meant) != situation.participants.end();
}

}  // namespace

LogoutDecision decide_logout(const LogoutSituation& situation) {
  auto target = return_to(situation);
  const bool asks_for_a_return = occurrences(situation.parameters, "post_logout_redirect_uri") > 0;
  const bool may_return = target.has_value() || !asks_for_a_return;
  const bool at_once = hint_counts(situation) && is_of_this_session(situation) && may_return;
  if (at_once || situation.confirmed || !situation.has_session) {
    return EndSession{std::move(target)};
  }
  return ConfirmLogout{};
}

}  // namespace chancery
