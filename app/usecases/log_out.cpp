#include "app/usecases/log_out.hpp"

#include <algorithm>
#include <array>

#include "app/usecases/authorization_flow.hpp"

namespace chancery {
namespace {

inbound::PageHints hints_of(const Parameters& parameters) {
  return {.languages = words(single_value(parameters, "ui_locales").value_or(""))};
}

std::optional<inbound::ClientProfile> profile(const std::optional<Client>& client) {
  return client ? std::optional(profile_of(*client)) : std::nullopt;
}

/// What the form of the page that asks brings back.
Parameters carried(const Parameters& parameters) {
  constexpr std::array names{"id_token_hint", "client_id", "post_logout_redirect_uri", "state",
                             "ui_locales"};
  Parameters out;
  std::ranges::copy_if(parameters, std::back_inserter(out), [&](const auto& parameter) {
    return std::ranges::find(names, parameter.first) != names.end();
  });
  return out;
}

}  // namespace

inbound::LogoutStep LogOut::begin(const Parameters& parameters, const inbound::Browser& browser,
                                  const inbound::RequestContext& context) {
  LogoutSituation situation{.parameters = parameters};
  read_hint_into(situation);
  const auto user = look_at_session(situation, browser);
  const auto decision = decide_logout(situation);
  if (const auto* end = std::get_if<EndSession>(&decision)) {
    if (user) sessions_.end(user->session, context);
    return inbound::LoggedOut{end->return_to, hints_of(parameters), profile(situation.client)};
  }
  return inbound::AskLogout{.client = profile(situation.client),
                            .hints = hints_of(parameters),
                            .parameters = carried(parameters),
                            .user_name = user ? user->user.email : std::string()};
}

inbound::LoggedOut LogOut::confirm(const Parameters& parameters, const inbound::Browser& browser,
                                   const inbound::RequestContext& context) {
  LogoutSituation situation{.parameters = parameters, .confirmed = true};
  read_hint_into(situation);
  if (const auto user = look_at_session(situation, browser)) sessions_.end(user->session, context);
  return {std::get<EndSession>(decide_logout(situation)).return_to, hints_of(parameters),
          profile(situation.client)};
}

void LogOut::read_hint_into(LogoutSituation& situation) {
  const auto token = single_value(situation.parameters, "id_token_hint");
  const auto payload = token ? ports_.id_tokens.verify(*token) : std::nullopt;
  situation.hint = payload ? read_hint(*payload, issuer_) : std::nullopt;
  if (!situation.hint) return;
  situation.client = ports_.clients.find(situation.hint->audience);
  if (situation.client && situation.client->disabled) situation.client.reset();
}

std::optional<SignedInUser> LogOut::look_at_session(LogoutSituation& situation,
                                                    const inbound::Browser& browser) {
  auto user = sessions_.find(browser);
  situation.has_session = user.has_value();
  if (!user) return std::nullopt;
  situation.participants = sessions_.participants(user->session);
  return user;
}

}  // namespace chancery
