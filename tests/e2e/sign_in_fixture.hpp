#pragma once

// The whole program with two apps that users sign in to by their browsers.

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"
#include "tests/e2e/browser.hpp"

namespace chancery::test {

/// `mail` is the operator's own; `photos` is somebody else's, so users are asked whether it may.
class SignInTest : public testing::Test {
 protected:
  explicit SignInTest(Engine engine = Engine::sqlite) : running({}, engine) {
    add_app("mail", true);
    add_app("photos", false);
  }

  /// Of RFC 7636, appendix B.
  static constexpr const char* verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  static std::string request(const std::string& app, const std::string& more = {}) {
    return "/oauth2/authorize?response_type=code&client_id=" + app + "&redirect_uri=https://" +
           app + ".example/cb&scope=openid%20email%20offline_access&state=s&nonce=n" +
           "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
           "&code_challenge_method=S256" +
           more;
  }
  static std::string redemption(const std::string& code, const std::string& app = "mail") {
    return "grant_type=authorization_code&code=" + code + "&redirect_uri=https://" + app +
           ".example/cb&code_verifier=" + verifier;
  }

  /// What the token endpoint answers to an app.
  [[nodiscard]] HttpResponse ask_for_tokens(const std::string& form,
                                            const std::string& app = "mail") const {
    return running.ask(post_form("/oauth2/token", form, credentials(app)));
  }
  [[nodiscard]] HttpResponse redeem(const std::string& code,
                                    const std::string& app = "mail") const {
    return ask_for_tokens(redemption(code, app), app);
  }
  [[nodiscard]] HttpResponse refresh(const HttpResponse& tokens,
                                     const std::string& app = "mail") const {
    return ask_for_tokens("grant_type=refresh_token&refresh_token=" + tokens.text("refresh_token"),
                          app);
  }

  /// The code that an app is given.
  static std::string code(Browser& browser, const std::string& app = "mail",
                          std::string_view username = "ada") {
    return browser.walk(browser.visit(request(app)), username).parameter("code");
  }
  /// The tokens that an app is given.
  HttpResponse sign_in(Browser& browser, const std::string& app = "mail",
                       std::string_view username = "ada") const {
    return redeem(code(browser, app, username), app);
  }
  /// The error that a silent request gets; empty if it gets a code.
  static std::string silently(Browser& browser, const std::string& app = "mail") {
    return browser.visit(request(app, "&prompt=none")).parameter("error");
  }

  /// A claim of a JWT, which is not verified.
  static std::string claim(const std::string& jwt, std::string_view name) {
    const auto begin = jwt.find('.') + 1;
    const auto payload = codec::from_base64url(jwt.substr(begin, jwt.rfind('.') - begin));
    const auto json = payload ? codec::read_json(*payload) : std::nullopt;
    const auto* value = json ? json->find(name) : nullptr;
    return value ? codec::write_json(*value) : "";
  }

  static std::string credentials(const std::string& app) { return app + ':' + Running::app_secret; }

  Running running;

 private:
  void add_app(const std::string& id, bool first_party) {
    const auto added = running.authority().manage_clients.add(
        {.id = ClientId(id),
         .grants = {GrantType::authorization_code, GrantType::refresh_token},
         .scopes = {"openid", "email", "offline_access"},
         .redirect_uris = {"https://" + id + ".example/cb"},
         .post_logout_redirect_uris = {"https://" + id + ".example/bye"},
         .first_party = first_party},
        Secret(Running::app_secret), {});
    EXPECT_TRUE(added);
  }
};

/// The same on either database.
class SignInOnBothTest : public SignInTest, public testing::WithParamInterface<Engine> {
 protected:
  SignInOnBothTest() : SignInTest(GetParam()) {}
};

}  // namespace chancery::test
