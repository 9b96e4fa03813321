#include "app/usecases/sign_in.hpp"

namespace chancery {
namespace {

/// A request that has become wrong while the user sat before the page: the app may start again.
inbound::PageFault fault_of(const inbound::AuthorizationStep& step) {
  const auto* const error = std::get_if<inbound::ShowError>(&step);
  return error == nullptr ? inbound::PageFault::interaction_lost : error->fault;
}

inbound::LoginPage page(const Authorization& authorization, const std::string& interaction) {
  return {.client = profile_of(authorization.client),
          .hints = hints_of(authorization.request),
          .login_name = authorization.request.login_hint.value_or(""),
          .redirect_uri = authorization.request.reply_to.redirect_uri,
          .interaction = interaction};
}

}  // namespace

std::expected<inbound::LoginPage, inbound::PageFault> SignIn::show(
    const std::string& interaction, const inbound::Browser& browser) {
  const auto authorization = flow_.open(interaction, browser);
  if (!authorization) return std::unexpected(fault_of(authorization.error()));
  return page(*authorization, interaction);
}

inbound::SignInOutcome SignIn::submit(const Attempt& attempt, const inbound::Browser& browser,
                                      const inbound::RequestContext& context) {
  const auto authorization = flow_.open(attempt.interaction, browser);
  if (!authorization) return fault_of(authorization.error());
  const auto device = browser.device ? *browser.device : random_secret(entropy_);
  const auto user = proof_.prove({.login_name = attempt.login_name,
                                  .password = attempt.password,
                                  .client = authorization->client.id,
                                  .network = context.network,
                                  .device = device},
                                 context);
  if (!user) {
    auto again = page(*authorization, attempt.interaction);
    again.login_name = attempt.login_name;
    again.refused = true;
    again.retry_after = user.error().retry_after;
    return again;
  }
  return inbound::SignedIn{.interaction = attempt.interaction,
                           .session = sessions_.begin(*user, browser, context),
                           .lifetime = sessions_.absolute_lifetime(),
                           .new_device = browser.device ? std::nullopt : std::optional(device)};
}

inbound::AuthorizationStep SignIn::cancel(const std::string& interaction,
                                          const inbound::Browser& browser) {
  const auto authorization = flow_.open(interaction, browser);
  return authorization ? flow_.deny(*authorization) : authorization.error();
}

}  // namespace chancery
