// Which access tokens open the first-party API.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class AuthenticateBearerTest : public testing::Test, protected World {
 protected:
  OAuthErrorCode refused(const Secret& token) {
    return authenticate_bearer.authenticate(token).error().code;
  }
  /// A token like that of a login, but for one thing.
  Secret token_with(const std::function<void(AccessTokenClaims&)>& change) {
    auto claims = *signer.verify(tokens.access_token.reveal());
    claims.id = TokenId("another");
    change(claims);
    return signer.sign(claims, SignatureAlgorithm::ES256);
  }
  void change_app(const std::function<void(Client&)>& change) {
    auto changed = *clients.find(app.id);
    change(changed);
    ASSERT_TRUE(manage_clients.update(changed, {}));
  }

  const inbound::TokenResponse tokens = log_in(Scopes{"orders"}).value();
};

using enum OAuthErrorCode;

TEST_F(AuthenticateBearerTest, TellsWhoAsksAndThroughWhichApp) {
  const auto caller = authenticate_bearer.authenticate(tokens.access_token);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->user, user);
  EXPECT_EQ(caller->client, app.id);
}

TEST_F(AuthenticateBearerTest, B96_RolesAreThoseOfNow) {
  auto promoted = user;
  promoted.roles = {"admin"};
  ASSERT_TRUE(manage_users.update(promoted, command));
  EXPECT_TRUE(is_admin(authenticate_bearer.authenticate(tokens.access_token)->user));
  promoted = *users.find(user.id);
  promoted.roles = {};
  ASSERT_TRUE(manage_users.update(promoted, command));
  EXPECT_FALSE(is_admin(authenticate_bearer.authenticate(tokens.access_token)->user));
}

TEST_F(AuthenticateBearerTest, B75_WhatIsNotValidNowIsAnInvalidToken) {
  EXPECT_EQ(refused(Secret("forged")), invalid_token);
  EXPECT_EQ(refused(token_with([](auto& claims) { claims.issuer = Issuer("https://x.example"); })),
            invalid_token);
  EXPECT_EQ(refused(token_with([](auto& claims) { claims.audience = {"https://api.example"}; })),
            invalid_token);
  EXPECT_EQ(refused(token_with([](auto& claims) { claims.login = FamilyId("another"); })),
            invalid_token);
  clock.at += 599s;
  EXPECT_TRUE(authenticate_bearer.authenticate(tokens.access_token));
  clock.at += 1s;
  EXPECT_EQ(refused(tokens.access_token), invalid_token);
}

TEST_F(AuthenticateBearerTest, B73_AnEndedLoginOrRevokedTokenOpensNothing) {
  const auto other = log_in();
  ASSERT_TRUE(revoke_token.revoke(app, tokens.access_token, context));
  EXPECT_EQ(refused(tokens.access_token), invalid_token);
  EXPECT_TRUE(authenticate_bearer.authenticate(other->access_token));
  ASSERT_TRUE(revoke_token.revoke(app, other->refresh_token->token, context));
  EXPECT_EQ(refused(other->access_token), invalid_token);
}

TEST_F(AuthenticateBearerTest, B96_AnotherPartysTokenOrAClientsOwnMayNot) {
  const auto own = issue_tokens.issue(app, inbound::ClientCredentialsRequest{}, context);
  EXPECT_EQ(refused(own->access_token), insufficient_scope);
  change_app([](Client& client) {
    client.first_party = false;
    client.grants.erase(GrantType::password);
  });
  EXPECT_EQ(refused(tokens.access_token), insufficient_scope);
  EXPECT_EQ(refused(token_with([](auto& claims) { claims.audience = {"https://api.example"}; })),
            insufficient_scope);
}

}  // namespace
}  // namespace chancery::test
