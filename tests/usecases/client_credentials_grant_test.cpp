// grant_type=client_credentials: a client acts for itself.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class ClientCredentialsGrantTest : public testing::Test, protected World {
 protected:
  auto issue(const Client& client, std::optional<Scopes> scopes = {},
             std::vector<std::string> resources = {}) {
    return issue_tokens.issue(
        client, inbound::ClientCredentialsRequest{std::move(scopes), std::move(resources)},
        context);
  }
};

TEST_F(ClientCredentialsGrantTest, TheClientIsTheSubjectAndThereIsNoLogin) {
  const auto tokens = issue(app, Scopes{"orders"});
  ASSERT_TRUE(tokens);
  const auto claims = *signer.verify(tokens->access_token.reveal());
  EXPECT_EQ(claims.subject, "app");
  EXPECT_EQ(claims.client, ClientId("app"));
  EXPECT_FALSE(claims.login);
  EXPECT_FALSE(tokens->refresh_token);
  EXPECT_TRUE(database.snapshot().families.empty());
}

TEST_F(ClientCredentialsGrantTest, IsSignedWithTheAlgorithmOfTheClient) {
  EXPECT_TRUE(issue(app)->access_token.reveal().starts_with("ES256:"));
  app.access_token_alg = SignatureAlgorithm::RS256;
  EXPECT_TRUE(issue(app)->access_token.reveal().starts_with("RS256:"));
}

TEST_F(ClientCredentialsGrantTest, B31_AScopeTheClientLacksIsInvalid) {
  EXPECT_EQ(issue(app, Scopes{"orders", "admin"}).error().code, OAuthErrorCode::invalid_scope);
}

TEST_F(ClientCredentialsGrantTest, B33_AResourceTheClientLacksIsInvalid) {
  EXPECT_EQ(issue(app, {}, {"https://elsewhere.example"}).error().code,
            OAuthErrorCode::invalid_target);
  const auto tokens = issue(app, {}, {"https://api.example"});
  ASSERT_TRUE(tokens);
  EXPECT_EQ(signer.verify(tokens->access_token.reveal())->audience,
            (std::vector<std::string>{"https://api.example", issuer.value()}));
}

TEST_F(ClientCredentialsGrantTest, B30_WithoutTheGrantTheClientIsUnauthorized) {
  app.grants = {GrantType::password};
  EXPECT_EQ(issue(app).error().code, OAuthErrorCode::unauthorized_client);
  EXPECT_TRUE(signer.signed_tokens.empty());
}

}  // namespace
}  // namespace chancery::test
