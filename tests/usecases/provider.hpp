#pragma once

// The provider's use cases over the world of world.hpp, and a browser that goes through them.

#include "app/usecases/authorize.hpp"
#include "app/usecases/deliver_logout_notices.hpp"
#include "app/usecases/give_consent.hpp"
#include "app/usecases/log_out.hpp"
#include "app/usecases/manage_consents.hpp"
#include "app/usecases/protect_forms.hpp"
#include "app/usecases/second_step.hpp"
#include "app/usecases/sign_in.hpp"
#include "domain/codec/base64url.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {

struct Provider : World {
  BrowserSessions browser_sessions{
      {browser_session_store, users, clients, macs, digests, entropy, clock},
      {.idle = 12h, .absolute = 7 * 24h}};
  AuthorizationFlow flow{{clients, consents, codes, jwts, factors, macs, digests, entropy, clock},
                         browser_sessions,
                         {.issuer = issuer, .code_lifetime = 60s}};
  Authorize authorize{flow, entropy, clock};
  SignIn sign_in{flow, browser_sessions, prove_password, prove_factor, entropy};
  SecondStep second_step{flow, browser_sessions, prove_factor, entropy};
  GiveConsent give_consent{flow, consents, clock};
  ManageConsents manage_consents{{consents, clients}, clock};
  LogOut log_out{{clients, jwts}, browser_sessions, issuer};
  ProtectForms protect_forms{macs, entropy};

  const std::string verifier = std::string(43, 'v');
  const std::string challenge = codec::base64url(digests.sha256(verifier));

  /// A relying party of somebody else's.
  Client shop = add_client({.id = ClientId("shop"),
                            .name = "Shop",
                            .grants = {GrantType::authorization_code, GrantType::refresh_token},
                            .scopes = {"openid", "profile", "email", "offline_access"},
                            .redirect_uris = {"https://shop.example/cb"},
                            .post_logout_redirect_uris = {"https://shop.example/bye"},
                            .backchannel_logout_uri = "https://shop.example/backchannel"});

  [[nodiscard]] Parameters request(Parameters more = {}) const {
    Parameters parameters{
        {"client_id", "shop"},         {"redirect_uri", "https://shop.example/cb"},
        {"response_type", "code"},     {"scope", "openid email offline_access"},
        {"state", "s t&te"},           {"nonce", "n-1"},
        {"code_challenge", challenge}, {"code_challenge_method", "S256"}};
    for (auto& [name, value] : more) {
      std::erase_if(parameters, [&](const auto& p) { return p.first == name; });
      if (!value.empty()) parameters.emplace_back(name, value);
    }
    return parameters;
  }

  /// Cookies and all.
  struct Visitor {
    Provider& provider;
    inbound::Browser browser{};

    inbound::AuthorizationStep visit(const Parameters& parameters) {
      return keep(provider.authorize.begin(parameters, browser, provider.context));
    }
    inbound::AuthorizationStep go_on(const std::string& interaction) {
      return keep(provider.authorize.proceed(interaction, browser, provider.context));
    }
    inbound::AuthorizationStep allow(const std::string& interaction) {
      return keep(provider.give_consent.allow(interaction, browser, provider.context));
    }
    inbound::SignInOutcome try_login(const std::string& interaction, const std::string& name,
                                     const Secret& password) {
      auto outcome =
          provider.sign_in.submit({interaction, name, password}, browser, provider.context);
      if (const auto* done = std::get_if<inbound::SignedIn>(&outcome)) {
        browser.session = done->session;
        if (done->new_device) browser.device = done->new_device;
      }
      return outcome;
    }
    /// From a request to its answer, logging in and allowing as asked.
    inbound::AuthorizationStep through(const Parameters& parameters,
                                       const std::string& name = "ada") {
      auto step = visit(parameters);
      for (int i = 0; i < 5; ++i) {
        if (const auto* login = std::get_if<inbound::GoToLogin>(&step)) {
          const auto outcome = try_login(login->interaction, name, provider.user_password);
          step = go_on(std::get<inbound::SignedIn>(outcome).interaction);
        } else if (const auto* consent = std::get_if<inbound::GoToConsent>(&step)) {
          step = go_on(consent->interaction);
        } else if (const auto* page = std::get_if<inbound::ShowConsent>(&step)) {
          step = allow(page->page.interaction);
        } else {
          break;
        }
      }
      return step;
    }

   private:
    inbound::AuthorizationStep keep(inbound::AuthorizationAnswer answer) {
      if (answer.new_browser_id) browser.id = answer.new_browser_id;
      return std::move(answer.step);
    }
  };
  Visitor visitor{*this};

  /// A parameter of an answer; empty if there is none.
  static std::string answer(const inbound::AuthorizationStep& step, std::string_view name) {
    const auto* const respond = std::get_if<inbound::Respond>(&step);
    if (respond == nullptr) return {};
    return std::string(single_value(respond->response.parameters, name).value_or(""));
  }

  std::expected<inbound::TokenResponse, OAuthError> redeem(const std::string& code) {
    return redeem({.code = Secret(code),
                   .redirect_uri = "https://shop.example/cb",
                   .code_verifier = Secret(verifier)});
  }
  std::expected<inbound::TokenResponse, OAuthError> redeem(
      const inbound::AuthorizationCodeRequest& request) {
    return issue_tokens.issue(*clients.find(shop.id), request, context);
  }
  /// From a request to its tokens.
  inbound::TokenResponse tokens_for(Visitor& who, Parameters more = {}) {
    return redeem(answer(who.through(request(std::move(more))), "code")).value();
  }
  [[nodiscard]] const codec::Json& payload(const inbound::TokenResponse& tokens) const {
    return jwts.tokens.at(tokens.id_token.value().reveal()).payload;
  }
  bool is_live(const inbound::TokenResponse& tokens) {
    return families.find(tokens.login.value()).has_value();
  }
};

}  // namespace chancery::test
