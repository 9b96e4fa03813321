// The whole program with an app that asks its user itself.

#include <gtest/gtest.h>

#include "app/usecases/prove_factor.hpp"
#include "domain/codec/json.hpp"
#include "domain/totp.hpp"
#include "tests/e2e/sign_in_fixture.hpp"

namespace chancery::test {
namespace {

class FirstPartyApp : public SignInTest {
 protected:
  [[nodiscard]] HttpResponse ask(const std::string& form, const std::string& app = "mail") const {
    return running.ask(post_form("/oauth2/challenge", form, credentials(app)));
  }
  [[nodiscard]] HttpResponse redeem_code(const std::string& code) const {
    return ask_for_tokens("grant_type=authorization_code&code=" + code +
                          "&code_verifier=" + verifier);
  }
  Secret enrol_app_of_ada() {
    auto& authority = running.authority();
    const auto user = authority.manage_users.find("ada").value();
    Secret key(std::string(20, 'k'));
    const FactorId id("app1");
    EXPECT_EQ(
        authority.second_factors.enrol_totp(
            {.id = id,
             .user = user.id,
             .name = "app",
             .sealed_key = authority.sealer.seal(key, totp_key_place(id)),
             .created_at = authority.clock.now()},
            {}, {.type = AuditType::factor_added, .at = authority.clock.now(), .user = user.id}),
        outbound::EnrolOutcome::enrolled_with_codes);
    return key;
  }

  const std::string pkce =
      "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
  const std::string password = "&username=ada&password=" + std::string(Running::password);
};

TEST_F(FirstPartyApp, GetsACodeForAPasswordAndTokensForTheCode) {
  const auto met = ask(pkce + "&scope=openid%20offline_access&nonce=n" + password);
  ASSERT_EQ(met.status, 200) << met.body;
  EXPECT_EQ(met.headers.at("cache-control"), "no-store");
  const auto tokens = redeem_code(met.text("authorization_code"));
  ASSERT_EQ(tokens.status, 200) << tokens.body;
  const auto id_token = tokens.text("id_token");
  EXPECT_EQ(claim(id_token, "amr"), R"(["pwd"])");
  EXPECT_EQ(claim(id_token, "acr"), R"("1")");
  EXPECT_EQ(claim(id_token, "nonce"), R"("n")");
  const auto refreshed = refresh(tokens);
  EXPECT_EQ(refreshed.status, 200);
  EXPECT_EQ(redeem_code(met.text("authorization_code")).status, 400);
  EXPECT_EQ(refresh(refreshed).status, 400) << "a second use of the code ends its login";
}

TEST_F(FirstPartyApp, B87_AsksForTheSecondFactorToo) {
  const auto key = enrol_app_of_ada();
  const auto asked = ask(pkce + "&scope=openid&acr_values=2" + password);
  EXPECT_EQ(asked.status, 400);
  EXPECT_EQ(asked.text("error"), "insufficient_authorization");
  const auto session = "auth_session=" + asked.text("auth_session");
  EXPECT_EQ(ask(session + "&recovery_code=aaaa-aaaa-aaaa-aaaa").text("error"), "invalid_grant");
  EXPECT_EQ(ask(session + "&otp=123456", "photos").text("error"), "unauthorized_client");
  auto& authority = running.authority();
  const auto code = authority.one_time_passwords.code(key, totp_step(authority.clock.now()));
  const auto met = ask(session + "&otp=" + code.reveal());
  ASSERT_EQ(met.status, 200) << met.body;
  const auto tokens = redeem_code(met.text("authorization_code"));
  ASSERT_EQ(tokens.status, 200) << tokens.body;
  EXPECT_EQ(claim(tokens.text("id_token"), "amr"), R"(["pwd","otp","mfa"])");
  EXPECT_EQ(claim(tokens.text("id_token"), "acr"), R"("2")");
}

TEST_F(FirstPartyApp, IsNamedByDiscovery) {
  const auto discovery = running.ask(get("/.well-known/oauth-authorization-server"));
  EXPECT_TRUE(discovery.text("authorization_challenge_endpoint").ends_with("/oauth2/challenge"));
}

}  // namespace
}  // namespace chancery::test
