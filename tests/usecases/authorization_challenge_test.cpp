// A first-party app asks its user itself: what proves enough gets a code, and the code tokens.

#include "app/usecases/authorization_challenge.hpp"

#include <gtest/gtest.h>

#include "domain/totp.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

using inbound::ChallengeAnswer;
using inbound::ChallengeMet;
using inbound::ChallengeProof;
using inbound::ChallengeRequest;
using inbound::MoreNeeded;

const std::string enrolled_key(20, 'k');

class AuthorizationChallengeTest : public testing::Test, protected World {
 protected:
  AuthorizationChallenge endpoint{{codes, digests, entropy, clock},
                                  prove_password,
                                  prove_factor,
                                  challenges,
                                  {.issuer = issuer, .code_lifetime = 60s}};
  const std::string verifier = std::string(43, 'v');
  const std::string code_challenge = codec::base64url(digests.sha256(verifier));
  Client phone = add_client({.id = ClientId("phone"),
                             .name = "Phone",
                             .auth_method = ClientAuthMethod::none,
                             .grants = {GrantType::authorization_code, GrantType::refresh_token},
                             .scopes = {"openid", "email", "offline_access"},
                             .audiences = {"https://api.example"},
                             .redirect_uris = {"https://phone.example/cb"},
                             .first_party = true});
  PlainAuthenticator authenticator{digests};

  void enrol_app(const std::vector<RecoveryCodeDigest>& recovery = {}) {
    const FactorId id("app1");
    const outbound::TotpFactor totp{
        .id = id,
        .user = user.id,
        .name = "app",
        .sealed_key = sealer.seal(Secret(enrolled_key), totp_key_place(id)),
        .created_at = clock.now()};
    EXPECT_NE(
        factors.enrol_totp(totp, recovery, {.type = AuditType::factor_added, .at = clock.now()}),
        outbound::EnrolOutcome::unknown_user);
  }
  void enrol_passkey() {
    const auto made = challenges.make(
        {.purpose = Challenge::Purpose::enrol_passkey, .user = user.id}, ChallengeHolder("test"));
    const auto credential =
        passkeys.made(made, authenticator.make(passkeys.creation(made, user)),
                      {.id = FactorId("key1"), .kind = FactorKind::passkey, .name = "key"});
    EXPECT_NE(credentials.enrol(credential.value(), {},
                                {.type = AuditType::factor_added, .at = clock.now()}),
              outbound::EnrolOutcome::unknown_user);
    clock.at += 1s;
  }
  Secret shown() { return one_time_passwords.code(Secret(enrolled_key), totp_step(clock.now())); }

  [[nodiscard]] ChallengeRequest first(ChallengeProof proof = {}) const {
    return {.code_challenge = code_challenge,
            .code_challenge_method = "S256",
            .proof = std::move(proof)};
  }
  static ChallengeRequest next(const MoreNeeded& more, ChallengeProof proof = {}) {
    return {.auth_session = more.auth_session, .proof = std::move(proof)};
  }
  [[nodiscard]] inbound::PasswordProof password(const char* text = "correct horse") const {
    return {"ada", Secret(text)};
  }
  ChallengeAnswer answer(const ChallengeRequest& request) { return answer(phone, request); }
  ChallengeAnswer answer(const Client& client, const ChallengeRequest& request) {
    return endpoint.answer(client, request, context);
  }
  MoreNeeded more(const ChallengeRequest& request) {
    const auto answered = answer(request);
    EXPECT_EQ(why(answered), "more");
    return std::get<MoreNeeded>(answered);
  }
  static std::string why(const ChallengeAnswer& answer) {
    if (std::holds_alternative<ChallengeMet>(answer)) return "code";
    const auto* const error = std::get_if<OAuthError>(&answer);
    return error == nullptr ? "more" : std::string(name(error->code));
  }
  std::expected<inbound::TokenResponse, OAuthError> redeem(const ChallengeAnswer& answer) {
    return issue_tokens.issue(
        phone,
        inbound::AuthorizationCodeRequest{.code = std::get<ChallengeMet>(answer).code,
                                          .code_verifier = Secret(verifier)},
        context);
  }
  Authentication authentication_of(const ChallengeAnswer& answer) {
    const auto tokens = redeem(answer);
    EXPECT_TRUE(tokens) << tokens.error().detail;
    return signer.verify(tokens.value().access_token.reveal()).value().authentication;
  }
};

TEST_F(AuthorizationChallengeTest, APasswordIsEnoughForWhoHasNothingElse) {
  auto request = first(password());
  request.nonce = "n-1";
  const auto met = answer(request);
  ASSERT_EQ(why(met), "code");
  EXPECT_EQ(std::get<ChallengeMet>(met).user, user.id);
  const auto at = clock.now();
  clock.at += 5s;
  const auto tokens = redeem(met);
  ASSERT_TRUE(tokens && tokens->id_token && tokens->refresh_token);
  EXPECT_EQ(tokens->scopes, phone.scopes);
  const auto& claims = jwts.tokens.at(tokens->id_token->reveal()).payload;
  EXPECT_EQ(*claims.find("nonce")->as_string(), "n-1");
  EXPECT_EQ(*claims.find("acr")->as_string(), "1");
  EXPECT_EQ(families.find(*tokens->login).value().family.authenticated_at, at);
  EXPECT_EQ(signer.verify(tokens->access_token.reveal())->authentication, by_password());
}

TEST_F(AuthorizationChallengeTest, B20_B23_TheCodeIsOfItsVerifierOfItsClientAndOfOneUse) {
  const auto burnt = answer(first(password()));
  const auto redeem_with = [&](const ChallengeAnswer& met, inbound::AuthorizationCodeRequest how) {
    how.code = std::get<ChallengeMet>(met).code;
    return issue_tokens.issue(phone, how, context).has_value();
  };
  EXPECT_FALSE(redeem_with(burnt, {.code = Secret("")}));
  EXPECT_FALSE(redeem_with(burnt, {.code = Secret(""), .code_verifier = Secret(verifier)}));
  const auto met = answer(first(password()));
  EXPECT_FALSE(redeem_with(met, {.code = Secret(""),
                                 .redirect_uri = "https://phone.example/cb",
                                 .code_verifier = Secret(verifier)}))
      << "there was no redirect URI";
  EXPECT_TRUE(redeem(met));
  EXPECT_FALSE(redeem(met));
  const auto late = answer(first(password()));
  clock.at += 60s;
  EXPECT_FALSE(redeem(late));
}

TEST_F(AuthorizationChallengeTest, WithoutAProofAnybodyHearsTheSame) {
  const auto begun = more(first());
  EXPECT_TRUE(begun.password);
  EXPECT_FALSE(begun.totp || begun.recovery_code);
  ASSERT_TRUE(begun.passkey);
  EXPECT_TRUE(begun.passkey->verify_user);
  EXPECT_TRUE(begun.passkey->allowed.empty());
  EXPECT_EQ(why(answer(next(begun, password()))), "code") << "its session has the terms";
  EXPECT_NE(more(next(begun)).auth_session, begun.auth_session);
}

TEST_F(AuthorizationChallengeTest, B87_WhoHasASecondFactorProvesIt) {
  const auto made = new_recovery_codes(user.id, entropy, macs);
  enrol_app(made.digests);
  const auto at = clock.now();
  const auto asked = more(first(password()));
  EXPECT_TRUE(asked.totp && asked.recovery_code);
  EXPECT_FALSE(asked.password || asked.passkey);
  EXPECT_TRUE(database.snapshot().authorization_codes.empty());
  EXPECT_EQ(more(next(asked)).auth_session, asked.auth_session) << "asking does not make it longer";
  clock.at += 9min;
  const auto met = answer(next(asked, FactorProof(TotpProof{shown()})));
  ASSERT_EQ(why(met), "code");
  const auto tokens = redeem(met).value();
  EXPECT_EQ(signer.verify(tokens.access_token.reveal())->authentication,
            authenticated({"pwd", "otp", "mfa"}));
  EXPECT_EQ(families.find(*tokens.login).value().family.authenticated_at, at);

  const auto again = more(first(password()));
  const auto recovered = answer(next(again, FactorProof(RecoveryProof{made.codes[0]})));
  ASSERT_EQ(why(recovered), "code");
  EXPECT_EQ(authentication_of(recovered), authenticated({"pwd", "rc", "mfa"}));
}

TEST_F(AuthorizationChallengeTest, APasskeyIsEnoughByItself) {
  enrol_passkey();
  const auto begun = more(first());
  const auto met = answer(next(begun, FactorProof(authenticator.use(*begun.passkey))));
  ASSERT_EQ(why(met), "code");
  EXPECT_EQ(authentication_of(met), authenticated({"hwk", "user", "mfa"}));
}

TEST_F(AuthorizationChallengeTest, B88_AnAnswerCountsOnce) {
  enrol_app();
  enrol_passkey();
  const auto begun = more(first());
  const auto used = next(begun, FactorProof(authenticator.use(*begun.passkey)));
  EXPECT_EQ(why(answer(used)), "code");
  EXPECT_EQ(why(answer(used)), "invalid_grant");
  const auto typed = next(more(first(password())), FactorProof(TotpProof{shown()}));
  EXPECT_EQ(why(answer(typed)), "code");
  EXPECT_EQ(why(answer(typed)), "invalid_grant");
}

TEST_F(AuthorizationChallengeTest, B80_WrongIsWrongWhoeverItIs) {
  enrol_app();
  const auto wrong = answer(first(password("wrong")));
  const auto nobody = answer(first(inbound::PasswordProof{"nobody", Secret("wrong")}));
  EXPECT_EQ(why(wrong), "invalid_grant");
  EXPECT_EQ(why(nobody), "invalid_grant");
  const auto asked = more(first(password()));
  EXPECT_EQ(why(answer(next(asked, FactorProof(TotpProof{Secret("000000")})))), "invalid_grant");
  EXPECT_EQ(why(answer(next(asked, FactorProof(RecoveryProof{Secret("aaaa-aaaa-aaaa-aaaa")})))),
            "invalid_grant");
  EXPECT_EQ(why(answer(next(asked, FactorProof(PasskeyProof{})))), "invalid_grant");
  EXPECT_EQ(why(answer(next(asked, FactorProof(TotpProof{shown()})))), "code");
}

TEST_F(AuthorizationChallengeTest, B81_WhoGoesOnGuessingIsSlowed) {
  enrol_app();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(why(answer(first(password("wrong")))), "invalid_grant");
  const auto slowed = answer(first(password()));
  EXPECT_EQ(std::get<OAuthError>(slowed).retry_after, 1s);
  clock.at += 1s;
  const auto asked = more(first(password()));
  for (int i = 0; i < 5; ++i) answer(next(asked, FactorProof(TotpProof{Secret("000000")})));
  const auto refused = answer(next(asked, FactorProof(TotpProof{shown()})));
  EXPECT_EQ(std::get<OAuthError>(refused).code, OAuthErrorCode::invalid_grant);
  EXPECT_EQ(std::get<OAuthError>(refused).retry_after, 1s);
}

TEST_F(AuthorizationChallengeTest, ASessionIsItsClientsAndItsTermsForTenMinutes) {
  enrol_app();
  const auto asked = more(first(password()));
  auto tablet = phone;
  tablet.id = ClientId("tablet");
  const auto right = next(asked, FactorProof(TotpProof{shown()}));
  EXPECT_EQ(why(answer(tablet, right)), "invalid_session");

  const auto with = [&](auto change) {
    auto request = right;
    change(request);
    return why(answer(request));
  };
  const auto other = codec::base64url(std::string(32, 'o'));
  EXPECT_EQ(with([&](auto& r) { r.code_challenge = other; }), "invalid_session");
  EXPECT_EQ(with([](auto& r) { r.code_challenge_method = "plain"; }), "invalid_session");
  EXPECT_EQ(with([](auto& r) { r.scopes = Scopes{"openid"}; }), "invalid_session");
  EXPECT_EQ(with([](auto& r) { r.acr_values = std::vector<std::string>{"1"}; }), "invalid_session");
  EXPECT_EQ(with([](auto& r) { r.resources = std::vector<std::string>{"https://api.example"}; }),
            "invalid_session");
  EXPECT_EQ(with([](auto& r) { r.nonce = "n"; }), "invalid_session");

  clock.at += 10min;
  EXPECT_EQ(why(answer(next(asked, FactorProof(TotpProof{shown()})))), "invalid_session");
  EXPECT_EQ(why(answer(next(asked))), "invalid_session");
  EXPECT_EQ(why(answer(next(asked, password()))), "invalid_session");
}

TEST_F(AuthorizationChallengeTest, B7_ForgedSessionsAreNone) {
  enrol_app();
  const auto asked = more(first(password()));
  const auto dot = asked.auth_session.find('.');
  const auto challenge = asked.auth_session.substr(dot);
  auto terms = ChallengeTerms{.code_challenge = codec::base64url(std::string(32, 'o'))};
  const auto others_terms = codec::base64url(write_terms(terms)) + challenge;
  const auto logins = challenges.make({.purpose = Challenge::Purpose::sign_in,
                                       .user = user.id,
                                       .user_epoch = user.epoch,
                                       .proved = by_password().amr},
                                      held_by_client(phone.id));
  for (const auto& text :
       {std::string(), std::string("."), std::string(".."), challenge, asked.auth_session + "x",
        others_terms, asked.auth_session.substr(0, dot + 1) + logins.text, logins.text}) {
    ChallengeRequest request{.auth_session = text, .proof = FactorProof(TotpProof{shown()})};
    EXPECT_EQ(why(answer(request)), "invalid_session") << text;
  }
}

TEST_F(AuthorizationChallengeTest, WhoseLoginsWereEndedBeginsAgain) {
  enrol_app();
  const auto asked = more(first(password()));
  const auto now = users.find(user.id).value();
  EXPECT_EQ(users.update(logged_out_everywhere(now, clock.now()), {}, {}),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(why(answer(next(asked, FactorProof(TotpProof{shown()})))), "invalid_session");
  EXPECT_EQ(why(answer(next(asked))), "invalid_session");
}

TEST_F(AuthorizationChallengeTest, WhoIsDisabledGetsNoCodeAndACodeNoTokens) {
  enrol_passkey();
  const auto begun = more(first());
  const auto met = answer(next(begun, FactorProof(authenticator.use(*begun.passkey))));
  const auto now = users.find(user.id).value();
  EXPECT_EQ(users.update(disabled(now, clock.now()), {}, {}), outbound::UpdateUserOutcome::updated);
  EXPECT_FALSE(redeem(met));
  EXPECT_EQ(why(answer(first(password()))), "invalid_grant");
  const auto again = more(first());
  EXPECT_EQ(why(answer(next(again, FactorProof(authenticator.use(*again.passkey))))),
            "invalid_grant");
}

TEST_F(AuthorizationChallengeTest, B23_TheFirstRequestSaysS256) {
  const auto with = [&](auto change) {
    auto request = first(password());
    change(request);
    return why(answer(request));
  };
  EXPECT_EQ(with([](auto& r) { r.code_challenge.reset(); }), "invalid_request");
  EXPECT_EQ(with([](auto& r) { r.code_challenge = "short"; }), "invalid_request");
  EXPECT_EQ(with([](auto& r) { r.code_challenge_method.reset(); }), "invalid_request");
  EXPECT_EQ(with([](auto& r) { r.code_challenge_method = "plain"; }), "invalid_request");
  EXPECT_EQ(with([](auto& r) { r.scopes = Scopes{"admin"}; }), "invalid_scope");
  EXPECT_EQ(with([](auto& r) { r.resources = std::vector<std::string>{"https://x"}; }),
            "invalid_target");
  EXPECT_EQ(with([](auto& r) { r.proof = FactorProof(TotpProof{Secret("123456")}); }),
            "invalid_request")
      << "a factor answers a session";
}

TEST_F(AuthorizationChallengeTest, ItIsForFirstPartyClientsThatMayHaveCodes) {
  auto other = phone;
  other.first_party = false;
  EXPECT_EQ(why(answer(other, first(password()))), "unauthorized_client");
  EXPECT_EQ(why(answer(app, first(password()))), "unauthorized_client") << "not registered";
}

TEST_F(AuthorizationChallengeTest, ACodeIsForWhatWasAskedInTheFirstRequest) {
  auto request = first();
  request.scopes = Scopes{"openid"};
  request.resources = std::vector<std::string>{"https://api.example"};
  const auto tokens = redeem(answer(next(more(request), password())));
  ASSERT_TRUE(tokens);
  EXPECT_EQ(tokens->scopes, Scopes{"openid"});
  EXPECT_FALSE(tokens->refresh_token);
  EXPECT_TRUE(tokens->id_token);
}

TEST_F(AuthorizationChallengeTest, AcrValuesWantTwoFactorsOfWhoHasThem) {
  const auto asking = [&](std::vector<std::string> acr_values) {
    auto request = first(password());
    request.acr_values = std::move(acr_values);
    return answer(request);
  };
  EXPECT_EQ(why(asking({"2"})), "unmet_authentication_requirements");
  EXPECT_TRUE(database.snapshot().authorization_codes.empty());
  EXPECT_EQ(authentication_of(asking({"2", "1"})).acr, "1");
  EXPECT_EQ(authentication_of(asking({"gold"})).acr, "1") << "a wish";
  enrol_app();
  const auto asked = std::get<MoreNeeded>(asking({"2"}));
  const auto met = answer(next(asked, FactorProof(TotpProof{shown()})));
  EXPECT_EQ(authentication_of(met).acr, "2");
}

TEST_F(AuthorizationChallengeTest, WhoseAddressIsToBeConfirmedGoesToTheWeb) {
  AuthorizationChallenge strict{
      {codes, digests, entropy, clock},
      ProvePassword({users, hasher, audit, clock, slow_guesses}, {.require_verified_email = true}),
      prove_factor,
      challenges,
      {.issuer = issuer, .code_lifetime = 60s}};
  EXPECT_EQ(why(strict.answer(phone, first(password()), context)), "redirect_to_web");
  EXPECT_EQ(why(strict.answer(phone, first(password("wrong")), context)), "invalid_grant");
}

TEST_F(AuthorizationChallengeTest, NobodyWhoHungUpLeavesACode) {
  context.abandoned = [] { return true; };
  EXPECT_THROW(static_cast<void>(answer(first(password()))), Unavailable);
  EXPECT_TRUE(database.snapshot().authorization_codes.empty());
}

}  // namespace
}  // namespace chancery::test
