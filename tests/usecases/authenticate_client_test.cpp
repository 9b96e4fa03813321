// Client authentication: one refusal, after the same work, for whatever is wrong.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class AuthenticateClientTest : public testing::Test, protected World {
 protected:
  auto authenticate(const char* id, ClientAuthMethod method, std::optional<Secret> secret = {}) {
    return authenticate_client.authenticate({ClientId(id), method, std::move(secret)});
  }
  const Client public_app = add_client({.id = ClientId("spa"),
                                        .auth_method = ClientAuthMethod::none,
                                        .grants = {GrantType::refresh_token},
                                        .scopes = {"openid"}});
};

TEST_F(AuthenticateClientTest, AcceptsTheRegisteredMethodAndSecret) {
  EXPECT_EQ(*authenticate("app", ClientAuthMethod::client_secret_basic, app_secret), app);
  EXPECT_EQ(*authenticate("spa", ClientAuthMethod::none), public_app);
}

TEST_F(AuthenticateClientTest, TheBodyOfTheFirstPartyApiDoesForEitherSecretMethod) {
  const auto by_post = add_client({.id = ClientId("post"),
                                   .auth_method = ClientAuthMethod::client_secret_post,
                                   .grants = {GrantType::client_credentials},
                                   .scopes = {"orders"}});
  const auto in_body = [&](const char* id, std::optional<Secret> secret) {
    return authenticate_client.authenticate({.client = ClientId(id), .secret = std::move(secret)});
  };
  EXPECT_EQ(*in_body("app", app_secret), app);
  EXPECT_EQ(*in_body("post", app_secret), by_post);
  EXPECT_EQ(*in_body("spa", std::nullopt), public_app);
  const struct {
    const char* id;
    std::optional<Secret> secret;
  } refused[] = {{"app", std::nullopt}, {"post", std::nullopt},   {"app", Secret("wrong")},
                 {"spa", app_secret},   {"nobody", std::nullopt}, {"nobody", app_secret}};
  for (const auto& attempt : refused) {
    const auto compared = digester.compared;
    EXPECT_EQ(in_body(attempt.id, attempt.secret).error().code, OAuthErrorCode::invalid_client);
    EXPECT_EQ(digester.compared, compared + (attempt.secret ? 1 : 0));
  }
}

TEST_F(AuthenticateClientTest, B28_B29_EveryOtherAttemptIsTheSameRefusalAfterTheSameWork) {
  auto off = add_client(
      {.id = ClientId("off"), .grants = {GrantType::client_credentials}, .scopes = {"orders"}});
  off.disabled = true;
  ASSERT_TRUE(manage_clients.update(off));
  using enum ClientAuthMethod;
  const struct {
    const char* what;
    const char* id;
    ClientAuthMethod method;
    std::optional<Secret> secret;
  } attempts[] = {
      {"wrong secret", "app", client_secret_basic, Secret("wrong")},
      {"prefix of the secret", "app", client_secret_basic, Secret(app_secret.reveal().substr(1))},
      {"unknown client", "nobody", client_secret_basic, app_secret},
      {"disabled client", "off", client_secret_basic, app_secret},
      {"post instead of basic", "app", client_secret_post, app_secret},
      {"none instead of basic", "app", none, std::nullopt},
      {"secret of a public client", "spa", client_secret_post, app_secret},
      {"secret of a public client by basic", "spa", client_secret_basic, app_secret},
      {"unknown public client", "nobody", none, std::nullopt},
  };
  for (const auto& attempt : attempts) {
    SCOPED_TRACE(attempt.what);
    const auto compared = digester.compared;
    const auto outcome = authenticate(attempt.id, attempt.method, attempt.secret);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, OAuthErrorCode::invalid_client);
    EXPECT_EQ(digester.compared, compared + (attempt.secret ? 1 : 0));
  }
}

}  // namespace
}  // namespace chancery::test
