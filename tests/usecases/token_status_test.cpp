// Revocation, introspection and userinfo: who may see a token, and when it is over.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class TokenStatusTest : public testing::Test, protected World {
 protected:
  inbound::TokenResponse tokens = log_in().value();
  Secret refresh_text = tokens.refresh_token->token;

  bool active(const Secret& token) { return introspect(app, token).has_value(); }
  std::optional<inbound::ActiveToken> introspect(const Client& client, const Secret& token) {
    return *introspect_token.introspect(client, token);
  }
  Client client(const char* id, std::vector<std::string> introspects = {}) {
    return add_client({.id = ClientId(id),
                       .grants = {GrantType::refresh_token},
                       .scopes = {"orders"},
                       .introspects = std::move(introspects)});
  }
};

TEST_F(TokenStatusTest, IntrospectionTellsTheOwnerEverything) {
  const auto access = introspect(app, tokens.access_token);
  ASSERT_TRUE(access);
  EXPECT_EQ(access->subject, user.id.value());
  EXPECT_EQ(access->id, tokens.access_token_id);
  EXPECT_EQ(access->login, tokens.login);
  EXPECT_EQ(access->expires_at, clock.at + 600s);
  const auto refresh = introspect(app, refresh_text);
  ASSERT_TRUE(refresh);
  EXPECT_TRUE(refresh->is_refresh_token);
  EXPECT_EQ(refresh->expires_at, clock.at + 30 * 24h);
}

TEST_F(TokenStatusTest, B72_AnotherClientSeesNothingUnlessItIsRegisteredForTheAudience) {
  EXPECT_FALSE(introspect(client("stranger"), tokens.access_token));
  EXPECT_FALSE(introspect(client("elsewhere", {"https://unrelated.example"}), tokens.access_token));
  const auto resource_server = client("api", {"https://api.example"});
  EXPECT_TRUE(introspect(resource_server, tokens.access_token));
  EXPECT_FALSE(introspect(resource_server, refresh_text));
}

TEST_F(TokenStatusTest, B72_APublicClientCannotIntrospect) {
  auto spa = app;
  spa.auth_method = ClientAuthMethod::none;
  EXPECT_EQ(introspect_token.introspect(spa, tokens.access_token).error().code,
            OAuthErrorCode::invalid_client);
}

TEST_F(TokenStatusTest, AnAccessTokenIsOverAtItsExpiryNotAfter) {
  clock.at += 599s;
  EXPECT_TRUE(active(tokens.access_token));
  clock.at += 1s;
  EXPECT_FALSE(active(tokens.access_token));
  EXPECT_EQ(read_userinfo.read(tokens.access_token).error().code, OAuthErrorCode::invalid_token);
}

TEST_F(TokenStatusTest, B53_ATokenOfAnotherIssuerIsNotOurs) {
  auto claims = *signer.verify(tokens.access_token.reveal());
  claims.issuer = Issuer("https://other-id.example");
  const auto foreign = signer.sign(claims, SignatureAlgorithm::ES256);
  EXPECT_FALSE(active(foreign));
  EXPECT_EQ(read_userinfo.read(foreign).error().code, OAuthErrorCode::invalid_token);
}

TEST_F(TokenStatusTest, ASupersededRefreshTokenIsNotActive) {
  ASSERT_TRUE(refresh(refresh_text));
  EXPECT_FALSE(active(refresh_text));
}

TEST_F(TokenStatusTest, B73_RevokingARefreshTokenEndsTheLogin) {
  const auto successor = refresh(refresh_text)->refresh_token->token;
  // Any genuine token of the family will do.
  ASSERT_TRUE(revoke_token.revoke(app, refresh_text, context));
  EXPECT_FALSE(active(successor));
  EXPECT_FALSE(active(tokens.access_token));
  EXPECT_EQ(read_userinfo.read(tokens.access_token).error().code, OAuthErrorCode::invalid_token);
  EXPECT_EQ(refresh(successor).error().code, OAuthErrorCode::invalid_grant);
  ASSERT_EQ(events(AuditType::login_ended).size(), 1U);
  EXPECT_EQ(events(AuditType::login_ended)[0].reason, "revoked");
}

TEST_F(TokenStatusTest, LoggingOutIsARevocationThatSaysSo) {
  ASSERT_TRUE(revoke_token.log_out(app, refresh_text, context));
  EXPECT_FALSE(active(refresh_text));
  ASSERT_EQ(events(AuditType::login_ended).size(), 1U);
  EXPECT_EQ(events(AuditType::login_ended)[0].reason, "logout");
  EXPECT_EQ(events(AuditType::login_ended)[0].family, tokens.login);
}

TEST_F(TokenStatusTest, B73_RevokingAnAccessTokenEndsThatOneOnly) {
  ASSERT_TRUE(revoke_token.revoke(app, tokens.access_token, context));
  EXPECT_FALSE(active(tokens.access_token));
  EXPECT_EQ(read_userinfo.read(tokens.access_token).error().code, OAuthErrorCode::invalid_token);
  EXPECT_TRUE(refresh(refresh_text));
}

TEST_F(TokenStatusTest, B74_AnotherClientsTokenIsRefusedAndUntouched) {
  const auto other = client("other");
  for (const auto& token : {tokens.access_token, refresh_text}) {
    EXPECT_EQ(revoke_token.revoke(other, token, context).error().code,
              OAuthErrorCode::unauthorized_client);
    EXPECT_TRUE(active(token));
  }
}

TEST_F(TokenStatusTest, B74_AnUnknownTokenIsDoneAndARepetitionToo) {
  EXPECT_TRUE(revoke_token.revoke(app, Secret("what is this"), context));
  EXPECT_TRUE(revoke_token.revoke(app, refresh_text, context));
  EXPECT_TRUE(revoke_token.revoke(app, refresh_text, context));
  EXPECT_EQ(events(AuditType::login_ended).size(), 1U);
}

TEST_F(TokenStatusTest, B74_AFailedStoreIsNeverAnsweredAsDone) {
  families.fault = FailingFamilyStore::Fault::before;
  EXPECT_THROW(std::ignore = revoke_token.revoke(app, refresh_text, context), Unavailable);
  families.fault = FailingFamilyStore::Fault::none;
  EXPECT_TRUE(active(refresh_text));
}

TEST_F(TokenStatusTest, B73_AClientsOwnTokensEndWithItAndStayEnded) {
  const auto issue = [&] {
    return issue_tokens.issue(*clients.find(app.id), inbound::ClientCredentialsRequest{}, context)
        ->access_token;
  };
  const auto switched = [&](bool off) {
    auto changed = *clients.find(app.id);
    changed.disabled = off;
    return manage_clients.update(changed, {}).has_value();
  };
  const auto before = issue();
  EXPECT_TRUE(active(before));
  ASSERT_TRUE(switched(true));
  EXPECT_FALSE(active(before));
  ASSERT_TRUE(switched(false));
  EXPECT_FALSE(active(before));

  clock.at += 1s;
  const auto after = issue();
  EXPECT_TRUE(active(after));
  clock.at += 1s;
  ASSERT_TRUE(manage_clients.remove(app.id, {}));
  add_client(app);
  EXPECT_FALSE(active(after));
  EXPECT_TRUE(active(issue()));
}

TEST_F(TokenStatusTest, B73_AClientsOwnTokenStaysEndedThoughItsIssuersClockWasAhead) {
  const auto switched = [&](bool off) {
    auto changed = *clients.find(app.id);
    changed.disabled = off;
    return manage_clients.update(changed, {}).has_value();
  };
  clock.at += 5s;
  const auto token =
      issue_tokens.issue(app, inbound::ClientCredentialsRequest{}, context)->access_token;
  clock.at -= 5s;
  ASSERT_TRUE(switched(true));
  clock.at += 10s;
  ASSERT_TRUE(switched(false));
  EXPECT_FALSE(active(token));
}

TEST_F(TokenStatusTest, AClientThatWasMadeWhereTheClockIsAheadGetsTokensThatCount) {
  clock.at += clock_skew;
  const auto service = add_client(
      {.id = ClientId("service"), .grants = {GrantType::client_credentials}, .scopes = {"orders"}});
  clock.at -= clock_skew;
  const auto issued =
      issue_tokens.issue(service, inbound::ClientCredentialsRequest{}, context).value();
  EXPECT_EQ(issued.expires_in, 600s);
  EXPECT_TRUE(introspect(service, issued.access_token));
  clock.at += 600s;
  EXPECT_FALSE(introspect(service, issued.access_token));
}

TEST_F(TokenStatusTest, UserinfoKnowsTheUser) {
  const auto info = read_userinfo.read(tokens.access_token);
  ASSERT_TRUE(info);
  EXPECT_EQ(*info->claims.find("email")->as_string(), "ada@example.org");
}

TEST_F(TokenStatusTest, UserinfoRefusesTokensThatAreNotForIt) {
  const auto no_openid = log_in(Scopes{"orders"});
  EXPECT_EQ(read_userinfo.read(no_openid->access_token).error().code,
            OAuthErrorCode::insufficient_scope);

  const auto of_client = issue_tokens.issue(app, inbound::ClientCredentialsRequest{}, context);
  EXPECT_EQ(read_userinfo.read(of_client->access_token).error().code,
            OAuthErrorCode::invalid_token);

  auto claims = *signer.verify(tokens.access_token.reveal());
  claims.audience = {"https://api.example"};
  EXPECT_EQ(read_userinfo.read(signer.sign(claims, SignatureAlgorithm::ES256)).error().code,
            OAuthErrorCode::invalid_token);
}

}  // namespace
}  // namespace chancery::test
