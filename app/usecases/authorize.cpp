#include "app/usecases/authorize.hpp"

#include "ports/unavailable.hpp"

namespace chancery {
namespace {

/// A code that nobody waits for would only lie about.
void must_be_awaited(const inbound::RequestContext& context) {
  if (context.abandoned()) throw Unavailable("the request was abandoned by its caller");
}

bool has_id(const inbound::Browser& browser) {
  return browser.id && is_random_secret(browser.id->reveal());
}

}  // namespace

inbound::AuthorizationAnswer Authorize::begin(const Parameters& parameters,
                                              const inbound::Browser& browser,
                                              const inbound::RequestContext& context) {
  auto authorization = flow_.read({known_parameters(parameters), clock_.now()});
  if (!authorization) return {std::move(authorization.error())};
  const auto standing = flow_.judge_first(*authorization, browser);
  must_be_awaited(context);
  const auto fresh_id = has_id(browser) ? std::nullopt : std::optional(random_secret(entropy_));
  const auto& id = fresh_id ? *fresh_id : *browser.id;
  if (std::holds_alternative<AskConsent>(standing.decision)) {
    return {inbound::GoToConsent{flow_.seal(authorization->interaction, id)}, fresh_id};
  }
  return {flow_.step(*authorization, standing, id), fresh_id};
}

inbound::AuthorizationAnswer Authorize::proceed(const std::string& interaction,
                                                const inbound::Browser& browser,
                                                const inbound::RequestContext& context) {
  const auto authorization = flow_.open(interaction, browser);
  if (!authorization) return {authorization.error()};
  const auto standing = flow_.judge(*authorization, browser);
  must_be_awaited(context);
  return {flow_.step(*authorization, standing, *browser.id)};
}

}  // namespace chancery
