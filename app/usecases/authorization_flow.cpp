#include "app/usecases/authorization_flow.hpp"

#include <algorithm>

#include "app/usecases/overloaded.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/inbound/own_account.hpp"

namespace chancery {
namespace {

inbound::PageFault page_fault(AuthorizationFault fault) {
  switch (fault) {
    case AuthorizationFault::unknown_client: return inbound::PageFault::unknown_client;
    case AuthorizationFault::redirect_uri_missing: return inbound::PageFault::redirect_uri_missing;
    case AuthorizationFault::redirect_uri_repeated:
      return inbound::PageFault::redirect_uri_repeated;
    case AuthorizationFault::redirect_uri_not_registered:
      return inbound::PageFault::redirect_uri_not_registered;
  }
  std::unreachable();
}

/// Whether a value is asked of the claim `sub` that is not this one (OpenID Connect Core §5.5.1).
bool excludes(const ClaimsRequest::Members& members, const std::string& subject) {
  const auto asked = members.find("sub");
  if (asked == members.end() || asked->second.values.empty()) return false;
  return std::ranges::find(asked->second.values, subject) == asked->second.values.end();
}

}  // namespace

AuthorizationFlow::Read AuthorizationFlow::read(Interaction interaction) {
  const auto id = named_client(interaction.parameters);
  auto client = id ? ports_.clients.find(*id) : std::nullopt;
  auto request = read_authorization_request(interaction.parameters, client ? &*client : nullptr,
                                            settings_.issuer);
  if (!request) {
    return std::unexpected(
        std::visit(overloaded{
                       [](AuthorizationFault fault) -> inbound::AuthorizationStep {
                         return inbound::ShowError{page_fault(fault)};
                       },
                       [&](AuthorizationError& error) {
                         return refuse(*client, error.reply_to, std::move(error.why));
                       },
                   },
                   request.error()));
  }
  auto hint = hint_of(*request);
  if (!hint) return std::unexpected(refuse(*client, request->reply_to, hint.error()));
  return Authorization{std::move(interaction), *std::move(client), *std::move(request),
                       *std::move(hint)};
}

AuthorizationFlow::Read AuthorizationFlow::open(const std::string& interaction,
                                                const inbound::Browser& browser) {
  auto opened = interactions_.open(interaction, browser.id);
  if (!opened) return std::unexpected(inbound::ShowError{inbound::PageFault::interaction_lost});
  return read(*std::move(opened));
}

std::expected<AuthorizationFlow::LoginGoal, inbound::AuthorizationStep>
AuthorizationFlow::open_login(const std::string& interaction, const inbound::Browser& browser) {
  auto opened = interactions_.open(interaction, browser.id);
  if (!opened) return std::unexpected(inbound::ShowError{inbound::PageFault::interaction_lost});
  if (is_for_own_account(*opened)) {
    return LoginGoal{.client = {.id = inbound::OwnAccount::client_name, .name = {}},
                     .own_account = true};
  }
  auto read = this->read(*std::move(opened));
  if (!read) return std::unexpected(std::move(read.error()));
  return LoginGoal{.client = profile_of(read->client),
                   .hints = hints_of(read->request),
                   .login_hint = read->request.login_hint,
                   .redirect_uri = read->request.reply_to.redirect_uri};
}

std::string AuthorizationFlow::seal_own_account(const Secret& browser_id) const {
  return seal({.parameters = {}, .began_at = ports_.clock.now()}, browser_id);
}

std::expected<std::optional<IdTokenHint>, OAuthError> AuthorizationFlow::hint_of(
    const AuthorizationRequest& request) {
  if (!request.id_token_hint) return std::nullopt;
  const auto payload = ports_.id_tokens.verify(*request.id_token_hint);
  auto hint = payload ? read_hint(*payload, settings_.issuer) : std::nullopt;
  if (!hint || hint->audience != request.client) {
    return std::unexpected(invalid_request("the id_token_hint is no ID token of this client"));
  }
  return hint;
}

AuthorizationFlow::Standing AuthorizationFlow::judge(const Authorization& authorization,
                                                     const inbound::Browser& browser) {
  return judge(authorization, sessions_.find(browser));
}

AuthorizationFlow::Standing AuthorizationFlow::judge_allowed(const Authorization& authorization,
                                                             const inbound::Browser& browser) {
  return judge(authorization, sessions_.find(browser), true);
}

AuthorizationFlow::Standing AuthorizationFlow::judge_first(Authorization& authorization,
                                                           const inbound::Browser& browser) {
  auto user = sessions_.find(browser);
  if (user) authorization.interaction.began_with = user->session.id;
  return judge(authorization, std::move(user));
}

AuthorizationFlow::Standing AuthorizationFlow::judge(const Authorization& authorization,
                                                     std::optional<SignedInUser> user,
                                                     bool has_just_allowed) {
  const auto& [interaction, client, request, hint] = authorization;
  auto consent =
      user && !client.first_party ? ports_.consents.find(user->user.id, client.id) : std::nullopt;
  auto decision = decide_authorization(
      {.request = request,
       .client = client,
       .session = user ? std::optional(user->session) : std::nullopt,
       .has_second_factor = user && could_prove_more(*user),
       .is_whom_it_names = !user || is_whom_it_names(authorization, user->user.id),
       .consent = consent,
       .has_just_allowed = has_just_allowed,
       .began_at = interaction.began_at,
       .began_with = interaction.began_with},
      ports_.clock.now());
  return {std::move(user), std::move(consent), std::move(decision)};
}

bool AuthorizationFlow::could_prove_more(const SignedInUser& user) {
  return !is_at_least(user.session.authentication.acr, two_factor_acr) &&
         ports_.factors.enrolled(user.user.id).any();
}

bool AuthorizationFlow::is_whom_it_names(const Authorization& authorization,
                                         const UserId& user) const {
  const auto subject = subjects_.of(authorization.client, user);
  if (authorization.hint && authorization.hint->subject != subject) return false;
  const auto& claims = authorization.request.claims;
  return !excludes(claims.id_token, subject) && !excludes(claims.userinfo, subject);
}

inbound::AuthorizationStep AuthorizationFlow::step(const Authorization& authorization,
                                                   const Standing& standing,
                                                   const Secret& browser_id) {
  using Step = inbound::AuthorizationStep;
  return std::visit(overloaded{
                        [&](const AskLogin&) -> Step {
                          return inbound::GoToLogin{seal(authorization.interaction, browser_id)};
                        },
                        [&](const AskFactor&) -> Step {
                          return inbound::GoToFactor{seal(authorization.interaction, browser_id)};
                        },
                        [&](const AskConsent& ask) -> Step {
                          return inbound::ShowConsent{
                              page(authorization, *standing.user, ask.wanted, browser_id)};
                        },
                        [&](const IssueCode&) { return issue(authorization, *standing.user); },
                        [&](const RefuseAuthorization& refusal) {
                          return refuse(authorization.client, authorization.request.reply_to,
                                        refusal.why);
                        },
                    },
                    standing.decision);
}

inbound::AuthorizationStep AuthorizationFlow::deny(const Authorization& authorization) const {
  return refuse(authorization.client, authorization.request.reply_to,
                {OAuthErrorCode::access_denied, "the user said no"});
}

inbound::AuthorizationStep AuthorizationFlow::refuse(const Client& client, const ReplyTo& reply_to,
                                                     OAuthError why) const {
  return inbound::Respond{error_response({reply_to, std::move(why)}, settings_.issuer),
                          profile_of(client)};
}

inbound::AuthorizationStep AuthorizationFlow::issue(const Authorization& authorization,
                                                    const SignedInUser& user) {
  const auto& request = authorization.request;
  auto authentication = user.session.authentication;
  authentication.acr = answered_acr(request, authentication.acr);
  const auto code = random_secret(ports_.entropy);
  ports_.codes.add({.id = CodeDigest(codec::base64url(ports_.hashes.sha256(code.reveal()))),
                    .client = authorization.client.id,
                    .redirect_uri = request.reply_to.redirect_uri,
                    .redirect_uri_sent = request.redirect_uri_sent,
                    .challenge = request.challenge,
                    .scopes = request.scopes,
                    .audiences = request.audiences,
                    .nonce = request.nonce,
                    .claims = request.claims,
                    .user = user.user.id,
                    .client_epoch = authorization.client.epoch,
                    .user_epoch = user.user.epoch,
                    .session = user.session.id,
                    .authenticated_at = user.session.authenticated_at,
                    .authentication = std::move(authentication),
                    .expires_at = ports_.clock.now() + settings_.code_lifetime});
  return inbound::Respond{code_response(request.reply_to, code, settings_.issuer),
                          profile_of(authorization.client)};
}

inbound::ConsentPage AuthorizationFlow::page(const Authorization& authorization,
                                             const SignedInUser& user, const WantedConsent& wanted,
                                             const Secret& browser_id) const {
  return {.client = profile_of(authorization.client),
          .hints = hints_of(authorization.request),
          .user_name = user.user.email,
          .scopes = wanted.scopes,
          .claims = wanted.claims,
          .redirect_uri = authorization.request.reply_to.redirect_uri,
          .interaction = seal(authorization.interaction, browser_id)};
}

inbound::ClientProfile profile_of(const Client& client) {
  return {.id = client.id.value(),
          .name = client.name.empty() ? client.id.value() : client.name,
          .home_uri = client.client_uri,
          .logo_uri = client.logo_uri,
          .policy_uri = client.policy_uri,
          .terms_uri = client.tos_uri,
          .first_party = client.first_party};
}

inbound::PageHints hints_of(const AuthorizationRequest& request) {
  return {request.ui_locales, request.display};
}

}  // namespace chancery
