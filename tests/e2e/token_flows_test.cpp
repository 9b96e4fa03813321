// The whole program over HTTP: what clients get, and what attackers do not.

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"
#include "tests/e2e/running.hpp"

namespace chancery::test {
namespace {

class TokenFlows : public testing::Test {
 protected:
  /// Everything a refused request must leave as it was.
  struct Stores {
    std::vector<Client> clients;
    std::vector<User> users;
    std::optional<FoundFamily> family;
    bool operator==(const Stores&) const = default;
  };
  Stores stores() {
    auto& authority = running.authority();
    return {authority.manage_clients.list(), authority.manage_users.list(std::nullopt, 100),
            authority.refresh_families.find(family)};
  }

  Running running;
  const HttpResponse login = running.log_in();
  const std::string access = login.text("access_token");
  const std::string refresh = login.text("refresh_token");
  const FamilyId family = running.authority().mint.read(refresh)->family;
};

TEST_F(TokenFlows, GetUseRefreshRevoke) {
  EXPECT_EQ(login.status, 200);
  EXPECT_EQ(login.headers.at("cache-control"), "no-store");
  EXPECT_EQ(login.text("token_type"), "Bearer");

  const auto userinfo = running.ask(get("/oauth2/userinfo", access));
  EXPECT_EQ(userinfo.status, 200);
  EXPECT_EQ(userinfo.text("sub"), running.authority().manage_users.find("ada")->id.value());

  const auto refreshed = running.refresh(refresh);
  EXPECT_EQ(refreshed.status, 200);
  EXPECT_EQ(*running.introspect(access).json().find("active"), codec::Json(true));

  const auto revoked = running.ask(
      post_form("/oauth2/revoke", "token=" + refreshed.text("refresh_token"), app_credentials()));
  EXPECT_EQ(revoked.status, 200);
  EXPECT_EQ(running.refresh(refreshed.text("refresh_token")).text("error"), "invalid_grant");
  EXPECT_EQ(running.introspect(access).body, R"({"active":false})");
  EXPECT_EQ(running.ask(get("/oauth2/userinfo", access)).status, 401);
}

TEST_F(TokenFlows, BadInputIsRefusedAndLeavesTheStoresAsTheyWere) {
  const auto before = stores();
  const auto app = app_credentials();
  const std::string big(100 * 1024, 'x');
  const struct {
    const char* attack;
    std::string request;
    int status;
    const char* error;
  } cases[] = {
      {"B26",
       post_form("/oauth2/token",
                 "grant_type=refresh_token&refresh_token=" + refresh + "&client_secret=x", app),
       400, "invalid_request"},
      {"B27 query",
       post_form("/oauth2/token?client_id=app&client_secret=x", "grant_type=client_credentials"),
       400, "invalid_request"},
      {"B27 GET", get("/oauth2/token"), 405, "invalid_request"},
      {"B28 secret", post_form("/oauth2/token", "grant_type=client_credentials", "app:wrong"), 401,
       "invalid_client"},
      {"B28 client", post_form("/oauth2/token", "grant_type=client_credentials", "nobody:wrong"),
       401, "invalid_client"},
      {"B29",
       post_form("/oauth2/token", std::string("grant_type=client_credentials&client_id=app") +
                                      "&client_secret=" + Running::app_secret),
       401, "invalid_client"},
      {"B30 grant",
       post_form("/oauth2/token",
                 "grant_type=password&username=ada&password=" + std::string(Running::password),
                 "service:" + std::string(Running::app_secret)),
       400, "unauthorized_client"},
      {"B30 unknown", post_form("/oauth2/token", "grant_type=implicit", app), 400,
       "unsupported_grant_type"},
      {"B31", post_form("/oauth2/token", "grant_type=client_credentials&scope=admin", app), 400,
       "invalid_scope"},
      {"B32", post_form("/oauth2/token", "grant_type=client_credentials&grant_type=password", app),
       400, "invalid_request"},
      {"B33", post_form("/oauth2/token", "grant_type=client_credentials&resource=relative", app),
       400, "invalid_target"},
      {"B34 NUL", post_form("/oauth2/token", "grant_type=refresh_token&refresh_token=%00", app),
       400, "invalid_request"},
      {"B34 size", post_form("/oauth2/token", big, app), 413, "invalid_request"},
      {"B35",
       post_form("/oauth2/token", "grant_type=password&username=ada'%20OR%201=1--&password=x", app),
       400, "invalid_grant"},
      {"B35 client", post_form("/oauth2/token", "grant_type=client_credentials", "app'--:x"), 401,
       "invalid_client"},
      {"B40",
       post_form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + refresh,
                 "service:" + std::string(Running::app_secret)),
       400, "unauthorized_client"},
      {"B41 scope",
       post_form("/oauth2/token", "grant_type=refresh_token&scope=admin&refresh_token=" + refresh,
                 app),
       400, "invalid_scope"},
      {"B41 resource",
       post_form("/oauth2/token",
                 "grant_type=refresh_token&resource=https://x.example&refresh_token=" + refresh,
                 app),
       400, "invalid_target"},
      {"B72", post_form("/oauth2/introspect", "token=" + access), 401, "invalid_client"},
      {"B74",
       post_form("/oauth2/revoke", "token=" + refresh,
                 "service:" + std::string(Running::app_secret)),
       400, "unauthorized_client"},
      {"B75", get("/oauth2/userinfo?access_token=" + access), 400, "invalid_request"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.attack);
    const auto answer = running.ask(c.request);
    EXPECT_EQ(answer.status, c.status);
    EXPECT_EQ(answer.text("error"), c.error);
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
  }
  EXPECT_EQ(stores(), before);
  EXPECT_EQ(running.refresh(refresh).status, 200);  // and nothing was consumed
}

TEST_F(TokenFlows, B28_UnknownClientAndWrongSecretAreAnsweredAlike) {
  auto wrong =
      running.ask(post_form("/oauth2/token", "grant_type=client_credentials", "app:wrong"));
  auto unknown =
      running.ask(post_form("/oauth2/token", "grant_type=client_credentials", "nobody:x"));
  for (auto* answer : {&wrong, &unknown}) {
    answer->headers.erase("x-request-id");
    answer->headers.erase("date");
  }
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_EQ(wrong.headers, unknown.headers);
}

TEST_F(TokenFlows, B45_B48_ForgedAccessTokensOpenNothing) {
  const auto header = [](const char* json) { return codec::base64url(json); };
  const auto payload =
      access.substr(access.find('.') + 1, access.rfind('.') - access.find('.') - 1);
  const auto signature = access.substr(access.rfind('.') + 1);
  const std::string forged[] = {
      header(R"({"alg":"none","typ":"at+jwt"})") + "." + payload + ".",
      header(R"({"alg":"HS256","typ":"at+jwt","kid":"../../etc/passwd"})") + "." + payload + "." +
          signature,
      header(R"({"alg":"ES256","typ":"at+jwt","kid":"' OR 1=1","jwk":{}})") + "." + payload + "." +
          signature,
      access + "=",
      access + "." + signature,
      access.substr(0, access.size() - 2),
  };
  for (const auto& token : forged) {
    EXPECT_EQ(running.introspect(token).text("sub"), "") << token;
    EXPECT_EQ(running.ask(get("/oauth2/userinfo", token)).status, 401) << token;
  }
}

TEST_F(TokenFlows, B52_ARefreshTokenIsNoAccessToken) {
  EXPECT_EQ(running.ask(get("/oauth2/userinfo", refresh)).status, 401);
  EXPECT_EQ(running.refresh(access).text("error"), "invalid_grant");
}

TEST_F(TokenFlows, B73_DisablingTheUserOrChangingThePasswordEndsItsTokensAtOnce) {
  auto& users = running.authority().manage_users;
  auto ada = *users.find("ada");
  ASSERT_TRUE(users.set_password(ada.id, Secret("another password"), {}));
  EXPECT_EQ(running.introspect(access).body, R"({"active":false})");
  EXPECT_EQ(running.ask(get("/oauth2/userinfo", access)).status, 401);
  EXPECT_EQ(running.refresh(refresh).text("error"), "invalid_grant");
}

TEST_F(TokenFlows, B100_NoSecretReachesTheLog) {
  const auto refreshed = running.refresh(refresh);
  running.ask(post_form("/oauth2/token", "grant_type=password&username=ada&password=wrong-canary-x",
                        app_credentials()));
  running.ask(post_form("/oauth2/token?client_secret=url-canary", "x=1"));
  running.ask("GET /path-canary?token=" + access +
              " HTTP/1.1\r\nHost: a\r\nX-Request-Id: \x1b[31m\r\n\r\n");
  EXPECT_EQ(running.introspect(access).status, 200);
  const auto log = running.take_log();
  EXPECT_NE(log.find("\"route\":\"/oauth2/token\""), std::string::npos);
  for (const auto& secret :
       {access, refresh, refreshed.text("access_token"), refreshed.text("refresh_token"),
        std::string(Running::password), std::string(Running::app_secret), std::string("canary")}) {
    EXPECT_EQ(log.find(secret), std::string::npos);
  }
  EXPECT_EQ(log.find('\x1b'), std::string::npos);
}

TEST_F(TokenFlows, B17_ScriptsOfRegisteredOriginsOnlyMayReadTokens) {
  const auto with_origin = [&](const char* origin) {
    auto request = post_form("/oauth2/token", "grant_type=x", app_credentials());
    request.insert(request.find("\r\n\r\n"), std::string("\r\nOrigin: ") + origin);
    return running.ask(request);
  };
  EXPECT_EQ(with_origin("https://app.example").headers.at("access-control-allow-origin"),
            "https://app.example");
  EXPECT_FALSE(with_origin("https://evil.example").headers.contains("access-control-allow-origin"));
  EXPECT_EQ(running.ask(get("/.well-known/jwks.json")).headers.at("access-control-allow-origin"),
            "*");
}

TEST_F(TokenFlows, MetadataAndHealthAnswer) {
  const auto metadata = running.ask(get("/.well-known/openid-configuration"));
  EXPECT_EQ(metadata.text("issuer"), running.issuer());
  EXPECT_EQ(running.ask(get("/.well-known/oauth-authorization-server")).body, metadata.body);
  EXPECT_EQ(running.ask(get("/health/live")).status, 200);
  EXPECT_EQ(running.ask(get("/health/ready")).body,
            R"({"status":"ready","database":"up","breaker":"closed"})");
}

}  // namespace
}  // namespace chancery::test
