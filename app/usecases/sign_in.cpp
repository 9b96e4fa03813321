#include "app/usecases/sign_in.hpp"

namespace chancery {

std::expected<inbound::LoginPage, inbound::PageFault> SignIn::show(
    const std::string& interaction, const inbound::Browser& browser) {
  const auto goal = flow_.open_login(interaction, browser);
  if (!goal) return std::unexpected(fault_of(goal.error()));
  return page(*goal, interaction, browser);
}

inbound::SignInOutcome SignIn::submit(const Attempt& attempt, const inbound::Browser& browser,
                                      const inbound::RequestContext& context) {
  const auto goal = flow_.open_login(attempt.interaction, browser);
  if (!goal) return fault_of(goal.error());
  const ClientId client(goal->client.id);
  const auto device = browser.device ? *browser.device : random_secret(entropy_);
  const auto user = proof_.prove({.login_name = attempt.login_name,
                                  .password = attempt.password,
                                  .client = client,
                                  .network = context.network,
                                  .device = device},
                                 context);
  if (!user) {
    auto again = page(*goal, attempt.interaction, browser);
    again.login_name = attempt.login_name;
    again.unverified = user.error().email_not_verified;
    again.refused = !again.unverified;
    again.retry_after = user.error().retry_after;
    return again;
  }
  auto challenge =
      factors_.demand(*user, Challenge::Purpose::sign_in, held_by_browser(*browser.id));
  if (challenge) return inbound::GoToFactor{attempt.interaction, *std::move(challenge)};
  return signed_in(sessions_,
                   {.user = *user,
                    .authentication = by_password(),
                    .authenticated_at = sessions_.now(),
                    .by = "password"},
                   {attempt.interaction, goal->own_account}, browser, device, context);
}

inbound::SignInOutcome SignIn::submit_passkey(const PasskeyAttempt& attempt,
                                              const inbound::Browser& browser,
                                              const inbound::RequestContext& context) {
  const auto goal = flow_.open_login(attempt.interaction, browser);
  if (!goal) return fault_of(goal.error());
  const ClientId client(goal->client.id);
  const auto device = browser.device ? *browser.device : random_secret(entropy_);
  const auto holder = held_by_browser(*browser.id);
  const FactorProof proof = attempt.proof;
  const auto proved = factors_.prove({.challenge = attempt.challenge,
                                      .purpose = Challenge::Purpose::sign_in,
                                      .holder = holder,
                                      .proof = proof,
                                      .client = client},
                                     context);
  if (!proved) {
    auto again = page(*goal, attempt.interaction, browser);
    again.unverified = proved.error().email_not_verified;
    again.passkey_refused = !again.unverified;
    return again;
  }
  return signed_in(sessions_,
                   {.user = proved->user,
                    .authentication = proved->authentication,
                    .authenticated_at = proved->authenticated_at,
                    .by = proved->by},
                   {attempt.interaction, goal->own_account}, browser, device, context);
}

inbound::AuthorizationStep SignIn::cancel(const std::string& interaction,
                                          const inbound::Browser& browser) {
  const auto authorization = flow_.open(interaction, browser);
  return authorization ? flow_.deny(*authorization) : authorization.error();
}

inbound::LoginPage SignIn::page(const AuthorizationFlow::LoginGoal& goal,
                                const std::string& interaction, const inbound::Browser& browser) {
  return {.client = goal.client,
          .hints = goal.hints,
          .login_name = goal.login_hint.value_or(""),
          .redirect_uri = goal.redirect_uri,
          .interaction = interaction,
          .passkey = factors_.ask_passkey(held_by_browser(*browser.id))};
}

inbound::PageFault fault_of(const inbound::AuthorizationStep& step) {
  const auto* const error = std::get_if<inbound::ShowError>(&step);
  return error == nullptr ? inbound::PageFault::interaction_lost : error->fault;
}

inbound::SignedIn signed_in(BrowserSessions& sessions, const BrowserSessions::Proof& proof,
                            const SignInFor& wanted, const inbound::Browser& browser,
                            const Secret& device, const inbound::RequestContext& context) {
  return {.interaction = wanted.interaction,
          .session = sessions.begin(proof, browser, context),
          .lifetime = sessions.absolute_lifetime(),
          .new_device = browser.device ? std::nullopt : std::optional(device),
          .to_own_account = wanted.own_account};
}

}  // namespace chancery
