// What an authorization request asks of its user next: a table, and the instants at its edges.

#include "domain/authorization_decision.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;

const Instant now{1'000'000s};

class AuthorizationDecisionTest : public testing::Test {
 protected:
  AuthorizationDecisionTest() {
    session = BrowserSession{.id = BrowserSessionId("s"),
                             .user = UserId("u1"),
                             .authenticated_at = now - 100s,
                             .authentication = by_password(),
                             .expires_at = now + 1h};
    consent = Consent{.user = UserId("u1"),
                      .client = client.id,
                      .scopes = {"openid", "email"},
                      .given_at = now - 100s};
  }
  /// In a word; errors by their name.
  [[nodiscard]] std::string decide() const {
    const auto decision = decide_authorization({.request = request,
                                                .client = client,
                                                .session = session,
                                                .has_second_factor = second_factor,
                                                .is_whom_it_names = named,
                                                .consent = consent,
                                                .has_just_allowed = allowed,
                                                .began_at = began_at,
                                                .began_with = began_with},
                                               now);
    if (std::holds_alternative<AskLogin>(decision)) return "login";
    if (std::holds_alternative<AskFactor>(decision)) return "factor";
    if (std::holds_alternative<AskConsent>(decision)) return "consent";
    if (std::holds_alternative<IssueCode>(decision)) return "code";
    return std::string(name(std::get<RefuseAuthorization>(decision).why.code));
  }

  Client client{.id = ClientId("shop"), .created_at = now - 1000s};
  AuthorizationRequest request{.client = ClientId("shop"), .reply_to = {}, .scopes = {"openid"}};
  std::optional<BrowserSession> session;
  std::optional<Consent> consent;
  bool allowed = false;
  bool second_factor = false;
  bool named = true;
  Instant began_at = now - 10s;
  std::optional<BrowserSessionId> began_with;
};

TEST_F(AuthorizationDecisionTest, ASessionAndAConsentAreAllItTakes) { EXPECT_EQ(decide(), "code"); }

TEST_F(AuthorizationDecisionTest, WithoutASessionLoginIsAskedFor) {
  session.reset();
  EXPECT_EQ(decide(), "login");
  request.prompts = {Prompt::none};
  EXPECT_EQ(decide(), "login_required");
}

TEST_F(AuthorizationDecisionTest, B12_PromptWantsALoginSinceTheRequestBegan) {
  for (const auto prompt : {Prompt::login, Prompt::select_account}) {
    request.prompts = {prompt};
    session->authenticated_at = began_at - 1s;
    EXPECT_EQ(decide(), "login");
    session->authenticated_at = began_at;
    EXPECT_EQ(decide(), "code");
  }
}

// Instants are whole seconds, and people are not the only ones who are quick.
TEST_F(AuthorizationDecisionTest, B12_ALoginOfTheSameSecondIsSinceOnlyIfItIsAnotherSession) {
  request.prompts = {Prompt::login};
  session->authenticated_at = began_at;
  began_with = session->id;
  EXPECT_EQ(decide(), "login");
  began_with = BrowserSessionId("another");
  EXPECT_EQ(decide(), "code");
}

TEST_F(AuthorizationDecisionTest, MaxAgeIsOverAtItsEnd) {
  request.max_age = 50s;
  session->authenticated_at = now - 49s;
  EXPECT_EQ(decide(), "code");
  session->authenticated_at = now - 50s;
  EXPECT_EQ(decide(), "login");
  request.prompts = {Prompt::none};
  EXPECT_EQ(decide(), "login_required");
  request.max_age = 0s;
  session->authenticated_at = began_at;
  EXPECT_EQ(decide(), "code") << "since the request began: no circle";
}

TEST_F(AuthorizationDecisionTest, WhomTheRequestNamesMustBeTheOne) {
  named = false;
  EXPECT_EQ(decide(), "login");
  request.prompts = {Prompt::none};
  EXPECT_EQ(decide(), "login_required");
  request.prompts = {};
  session->authenticated_at = began_at;
  EXPECT_EQ(decide(), "login_required") << "they were asked, and another came";
}

TEST_F(AuthorizationDecisionTest, ConsentMustCoverAllThatIsWanted) {
  request.scopes = {"openid", "profile"};
  EXPECT_EQ(decide(), "consent");
  request.prompts = {Prompt::none};
  EXPECT_EQ(decide(), "consent_required");
  client.first_party = true;
  EXPECT_EQ(decide(), "code");
  client.first_party = false;
  request.prompts = {};
  request.scopes = {"openid"};
  request.claims.userinfo["phone_number"] = {};
  EXPECT_EQ(decide(), "consent");
  consent->claims = {"phone_number"};
  EXPECT_EQ(decide(), "code");
  consent.reset();
  EXPECT_EQ(decide(), "consent");
}

TEST_F(AuthorizationDecisionTest, ClaimsOfAScopeThatIsAskedForNeedNoWordOfTheirOwn) {
  request.scopes = {"openid", "email"};
  request.claims.id_token["email"] = {};
  request.claims.id_token["no_such_claim"] = {};
  EXPECT_EQ(decide(), "code");
}

TEST_F(AuthorizationDecisionTest, PromptConsentAsksWhateverWasAllowedBefore) {
  request.prompts = {Prompt::consent};
  for (const auto given_at : {began_at - 1s, began_at, now}) {
    consent->given_at = given_at;
    EXPECT_EQ(decide(), "consent");
  }
  allowed = true;
  EXPECT_EQ(decide(), "code");
}

TEST_F(AuthorizationDecisionTest, AYesThatIsNotRememberedAllowsNothing) {
  allowed = true;
  consent->scopes = {"openid"};
  request.scopes = {"openid", "email"};
  EXPECT_EQ(decide(), "consent");
}

TEST_F(AuthorizationDecisionTest, AConsentOfAnotherClientThatHadTheIdIsNone) {
  consent->given_at = client.created_at - 1s;
  EXPECT_EQ(decide(), "consent");
  consent->given_at = client.created_at;
  EXPECT_EQ(decide(), "code");
}

TEST_F(AuthorizationDecisionTest, AnEssentialAcrThatNobodyHasCannotBeMet) {
  const auto wants = [&](std::vector<std::string> values, bool essential = true) {
    request.claims.id_token["acr"] = {.essential = essential, .values = std::move(values)};
    return decide();
  };
  EXPECT_EQ(wants({"3"}), "unmet_authentication_requirements");
  EXPECT_EQ(wants({"2"}), "unmet_authentication_requirements");
  EXPECT_EQ(wants({"2", "1"}), "code");
  EXPECT_EQ(wants({"3", "1"}), "code");
  EXPECT_EQ(wants({}), "code");
  EXPECT_EQ(wants({"2"}, false), "code");
  session.reset();
  EXPECT_EQ(wants({"3"}), "unmet_authentication_requirements");
  EXPECT_EQ(wants({"2"}), "login") << "who it will be, nobody knows yet";
}

TEST_F(AuthorizationDecisionTest, B87_WhoHasASecondFactorProvesItWhateverIsAsked) {
  second_factor = true;
  EXPECT_EQ(decide(), "factor");
  request.acr_values = {"1"};
  EXPECT_EQ(decide(), "factor");
  client.first_party = true;
  EXPECT_EQ(decide(), "factor");
  request.prompts = {Prompt::none};
  EXPECT_EQ(decide(), "login_required");
  session->authentication = authenticated({"pwd", "otp", "mfa"});
  EXPECT_EQ(decide(), "code");
}

TEST_F(AuthorizationDecisionTest, AcrValuesWantALoginOfThatClassOrAStrongerOne) {
  const struct {
    std::vector<std::string> values;
    std::string of_one;
    std::string answered;  // of two factors
  } rows[] = {{{}, "code", "2"},
              {{"1"}, "code", "1"},
              {{"2"}, "unmet_authentication_requirements", "2"},
              {{"2", "1"}, "code", "2"},
              {{"1", "2"}, "code", "2"},
              {{"gold"}, "code", "2"},
              {{"gold", "2"}, "unmet_authentication_requirements", "2"},
              {{"gold", "1"}, "code", "1"}};
  for (const auto& row : rows) {
    request.acr_values = row.values;
    session->authentication = by_password();
    EXPECT_EQ(decide(), row.of_one) << testing::PrintToString(row.values);
    EXPECT_EQ(answered_acr(request, "1"), "1");
    session->authentication = authenticated({"hwk", "user", "mfa"});
    EXPECT_EQ(decide(), "code");
    EXPECT_EQ(answered_acr(request, "2"), row.answered) << testing::PrintToString(row.values);
  }
}

TEST_F(AuthorizationDecisionTest, AnOldLoginIsRenewedBeforeASecondFactorIsAsked) {
  second_factor = true;
  request.max_age = 0s;
  EXPECT_EQ(decide(), "login");
}

}  // namespace
}  // namespace chancery
