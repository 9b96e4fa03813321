#include "app/usecases/second_step.hpp"

#include "app/usecases/sign_in.hpp"

namespace chancery {

inbound::SecondStepOutcome SecondStep::show(const std::string& interaction,
                                            const std::string& challenge,
                                            const inbound::Browser& browser) {
  const auto goal = flow_.open_login(interaction, browser);
  if (!goal) return fault_of(goal.error());
  if (!challenge.empty()) return page(*goal, interaction, challenge, browser);
  const auto user = sessions_.find(browser);
  if (!user) return inbound::GoToLogin{interaction};
  return page(*goal, interaction, factors_.demand_more(*user, held_by_browser(*browser.id)),
              browser);
}

inbound::SecondStepOutcome SecondStep::submit(const Answer& answer, const inbound::Browser& browser,
                                              const inbound::RequestContext& context) {
  const auto goal = flow_.open_login(answer.interaction, browser);
  if (!goal) return fault_of(goal.error());
  const ClientId client(goal->client.id);
  const auto device = browser.device ? *browser.device : random_secret(entropy_);
  const auto holder = held_by_browser(*browser.id);
  const auto proved = factors_.prove({.challenge = answer.challenge,
                                      .purpose = Challenge::Purpose::sign_in,
                                      .holder = holder,
                                      .proof = answer.proof,
                                      .client = client,
                                      .network = context.network,
                                      .device = device},
                                     context);
  if (!proved) {
    auto again = page(*goal, answer.interaction, answer.challenge, browser);
    if (auto* const shown = std::get_if<inbound::FactorPage>(&again)) {
      shown->refused = true;
      shown->retry_after = proved.error().retry_after;
    }
    return again;
  }
  if (!is_still_signed_in(proved->challenge, browser)) {
    return inbound::GoToLogin{answer.interaction};
  }
  return signed_in(sessions_,
                   {.user = proved->user,
                    .authentication = proved->authentication,
                    .authenticated_at = proved->authenticated_at,
                    .by = proved->by},
                   {answer.interaction, goal->own_account}, browser, device, context);
}

inbound::SecondStepOutcome SecondStep::page(const AuthorizationFlow::LoginGoal& goal,
                                            const std::string& interaction,
                                            const std::string& challenge,
                                            const inbound::Browser& browser) {
  auto asked = factors_.asked(challenge, Challenge::Purpose::sign_in, held_by_browser(*browser.id));
  if (!asked || asked->offer.is_empty()) return inbound::GoToLogin{interaction};
  return inbound::FactorPage{.client = goal.client,
                             .hints = goal.hints,
                             .user_name = asked->user.email,
                             .offer = std::move(asked->offer),
                             .redirect_uri = goal.redirect_uri,
                             .interaction = interaction};
}

bool SecondStep::is_still_signed_in(const Challenge& challenge, const inbound::Browser& browser) {
  if (!challenge.session) return true;
  const auto user = sessions_.find(browser);
  return user && user->session.id == *challenge.session;
}

}  // namespace chancery
