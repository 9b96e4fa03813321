// What attackers do not get of the first-party API.

#include "tests/e2e/api_fixture.hpp"

namespace chancery::test {
namespace {

using ApiAttacks = ApiTest;

TEST_F(ApiAttacks, B96_WhoIsNoAdministratorAnyMoreIsNoneAtOnce) {
  const auto admin = admin_token();
  EXPECT_EQ(show("/users", admin).status, 200);
  auto& users = running.authority().manage_users;
  auto root = *users.find("root");
  root.roles = {};
  ASSERT_TRUE(users.update(root, {}));
  EXPECT_EQ(problem(show("/users", admin)), "403 admin_only");
}

TEST_F(ApiAttacks, B96_OtherPartysTokensAndUsersMayNot) {
  const auto ada = log_in("ada").text("access_token");
  const auto client_token =
      running.ask(post_form("/oauth2/token", "grant_type=client_credentials", app_credentials()))
          .text("access_token");
  for (const auto* path : {"/users", "/users/me", "/users/x"}) {
    EXPECT_EQ(problem(show(path, client_token)), "403 first_party_only") << path;
    EXPECT_EQ(problem(show(path, "forged")), "401 invalid_token") << path;
    EXPECT_EQ(problem(show(path, "")), "401 missing_token") << path;
  }
  EXPECT_EQ(problem(show("/users", ada)), "403 admin_only");
  EXPECT_EQ(problem(show("/users/" + show("/users/me", ada).text("id"), ada)), "403 admin_only");
  EXPECT_EQ(problem(send("POST", "/users", R"({"email":"x@example.org"})", ada)), "403 admin_only");
}

TEST_F(ApiAttacks, B34_B35_B75_B90_B96_BadInputIsRefusedAndLeavesTheAccountsAsTheyWere) {
  const auto admin = admin_token();
  const auto ada = log_in("ada").text("access_token");
  const auto before = running.authority().manage_users.list(std::nullopt, 100);
  const auto cursor = show("/users?limit=1", admin).text("next_cursor");
  const auto post = [&](const char* path, const std::string& body) {
    return send_json("POST", std::string("/api/v1") + path, body);
  };
  const auto patch_me = [&](const char* body) {
    return send_json("PATCH", "/api/v1/users/me", body, ada);
  };
  const auto list = [&](const std::string& query) { return get("/api/v1/users" + query, admin); };
  const struct {
    const char* attack;
    std::string request;
    const char* told;
  } cases[] = {
      {"B34 size", post("/auth/login", std::string(100 * 1024, ' ')), "413 too_large"},
      {"B34 UTF-8", post("/auth/login", "{\"login\":\"\xff\"}"), "400 unreadable"},
      {"B34 NUL", post("/auth/login", "{\"login\":\"\\u0000\"}"), "400 unreadable"},
      {"B34 twice", post("/auth/login", R"({"login":"a","login":"b"})"), "400 unreadable"},
      {"B27 form", post_form("/api/v1/auth/login", "login=ada&password=x"),
       "415 unsupported_media_type"},
      {"B27 query", post("/auth/login?login=ada&password=x", "{}"), "400 unreadable"},
      {"B27 GET", get("/api/v1/auth/login"), "405 method_not_allowed"},
      {"B35 login", post("/auth/login", R"({"login":"ada' OR 1=1--","password":"x"})"),
       "401 invalid_credentials"},
      {"B35 client", post("/auth/login", R"({"client_id":"web'--","login":"ada","password":"x"})"),
       "401 invalid_client"},
      {"B35 token", post("/auth/refresh", R"({"refresh_token":"' OR 1=1--"})"),
       "401 invalid_grant"},
      {"B35 no target", list("?cursor=' OR 1=1--.x"), "400 unreadable"},
      {"B97 no field", "GET /api/v1/users/me HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
       "400 unreadable"},
      {"B97 no version", "GET /api/v1/users/me HTTP/2.0\r\nHost: a\r\n\r\n", "505 unreadable"},
      {"B35 forged cursor encoded", list("?cursor=%27%20OR%201=1--.x"), "400 invalid_cursor"},
      {"B35 altered cursor", list("?cursor=A" + cursor), "400 invalid_cursor"},
      {"B35 foreign cursor", list("?role=admin&cursor=" + cursor), "400 invalid_cursor"},
      {"B35 sort", list("?sort=id;DROP"), "422 invalid"},
      {"B35 role", list("?role='&limit=2&limit=3"), "400 unreadable"},
      {"B75 query", get("/api/v1/users/me?access_token=" + ada), "400 unreadable"},
      {"B75 list", get("/api/v1/users?access_token=" + admin), "400 unreadable"},
      {"B90 verified", patch_me(R"({"email_verified":true})"), "403 forbidden_field"},
      {"B90 roles", patch_me(R"({"roles":["admin"]})"), "403 forbidden_field"},
      {"B90 register",
       post("/auth/register",
            R"({"email":"x@example.org","password":"long enough","roles":["admin"]})"),
       "403 forbidden_field"},
      {"B90 other", patch_me(R"({"epoch":1})"), "422 invalid"},
      {"B96 matrix", get("/api/v1/users;x/me", admin), "400 unreadable"},
      {"B96 slashes", get("/api/v1//users", admin), "400 unreadable"},
      {"B96 escaped slash", get("/api/v1/users%2fme", admin), "400 unreadable"},
      {"B96 dots", get("/api/v1/users/../users", admin), "400 unreadable"},
      {"B96 case", get("/api/v1/Users", admin), "404 not_found"},
      {"B96 trailing", get("/api/v1/users/", admin), "404 not_found"},
      {"B96 by name", get("/api/v1/users/ada", admin), "404 not_found"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.attack);
    EXPECT_EQ(problem(running.ask(c.request)), c.told);
  }
  EXPECT_EQ(running.authority().manage_users.list(std::nullopt, 100), before);
}

TEST_F(ApiAttacks, B100_TheLogNamesThePatternAndNoSecret) {
  const auto admin = admin_token();
  const auto id = running.authority().manage_users.find("ada")->id.value();
  show("/users/" + id, admin);
  show("/users/path-canary", admin);
  show("/users?cursor=cursor-canary", admin);
  log_in("ada", "wrong-canary-password");
  send("POST", "/auth/refresh", R"({"refresh_token":"token-canary"})");
  send("PATCH", "/users/me", R"({"member-canary":1})", admin);
  const auto log = running.take_log();
  EXPECT_NE(log.find(R"("route":"/api/v1/users/{id}")"), std::string::npos);
  for (const auto& secret : {admin, std::string(password), std::string("canary")}) {
    EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  }
}

TEST_F(ApiAttacks, B17_ScriptsOfRegisteredOriginsOnlyMayReadTheApi) {
  const auto with_origin = [&](const char* origin) {
    auto request = send_json("POST", "/api/v1/auth/login", "{}");
    request.insert(request.find("\r\n\r\n"), std::string("\r\nOrigin: ") + origin);
    return running.ask(request);
  };
  EXPECT_EQ(with_origin("https://app.example").headers.at("access-control-allow-origin"),
            "https://app.example");
  EXPECT_FALSE(with_origin("https://evil.example").headers.contains("access-control-allow-origin"));
}

}  // namespace
}  // namespace chancery::test
