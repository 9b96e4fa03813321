// The first-party API over HTTP: the whole story of a user and of an administrator.

#include <gtest/gtest.h>

#include <set>

#include "tests/e2e/api_fixture.hpp"

namespace chancery::test {
namespace {

using ApiFlows = ApiTest;

TEST_F(ApiFlows, RegisterLogInLookRefreshLogOut) {
  const auto added = send("POST", "/auth/register",
                          R"({"email":"Bob@example.org","username":"bob","password":")" +
                              std::string(password) + R"("})");
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(added.text("email"), "Bob@example.org");

  const auto login = log_in("bob@EXAMPLE.org");
  EXPECT_EQ(login.status, 200);
  EXPECT_EQ(login.headers.at("cache-control"), "no-store");
  EXPECT_EQ(login.text("scope"), "orders");

  const auto me = show("/users/me", login.text("access_token"));
  EXPECT_EQ(me.status, 200);
  EXPECT_EQ(me.body, added.body);

  const auto refreshed = refresh(login.text("refresh_token"));
  EXPECT_EQ(refreshed.status, 200);
  EXPECT_EQ(show("/users/me", refreshed.text("access_token")).status, 200);

  const auto logout = send("POST", "/auth/logout",
                           R"({"refresh_token":")" + refreshed.text("refresh_token") + R"("})",
                           refreshed.text("access_token"));
  EXPECT_EQ(logout.status, 204);
  EXPECT_EQ(problem(refresh(refreshed.text("refresh_token"))), "401 invalid_grant");
  const auto after = show("/users/me", refreshed.text("access_token"));
  EXPECT_EQ(problem(after), "401 invalid_token");
  EXPECT_EQ(after.headers.at("www-authenticate"),
            R"(Bearer realm="chancery", error="invalid_token")");
}

TEST_F(ApiFlows, AConfidentialAppSendsItsSecretInTheBody) {
  const std::string login = R"("login":"ada","password":")" + std::string(password) + R"("})";
  const std::string secret = R"("client_secret":")" + std::string(Running::app_secret) + R"(",)";
  EXPECT_EQ(send("POST", "/auth/login", R"({"client_id":"app",)" + secret + login).status, 200);
  EXPECT_EQ(problem(send("POST", "/auth/login", R"({"client_id":"app",)" + login)),
            "401 invalid_client");
  EXPECT_EQ(problem(send("POST", "/auth/login", R"({"client_id":"service",)" + secret + login)),
            "403 first_party_only");
}

TEST_F(ApiFlows, ASecondRegistrationOfAnAddressIs409) {
  const std::string body =
      R"({"email":"ADA@example.org","password":")" + std::string(password) + R"("})";
  EXPECT_EQ(problem(send("POST", "/auth/register", body)), "409 account_exists");
}

TEST_F(ApiFlows, UsersChangeAndDeleteTheirAccounts) {
  const auto token = log_in("ada").text("access_token");
  EXPECT_EQ(send("PATCH", "/users/me", R"({"username":"countess"})", token).text("username"),
            "countess");
  EXPECT_EQ(problem(send("PATCH", "/users/me", R"({"email":"new@example.org"})", token)),
            "422 invalid");
  const auto moved =
      send("PATCH", "/users/me",
           R"({"email":"new@example.org","current_password":")" + std::string(password) + R"("})",
           token);
  EXPECT_EQ(moved.text("email"), "new@example.org");

  const auto other = log_in("countess").text("access_token");
  const auto changed = send(
      "PUT", "/users/me/password",
      R"({"current_password":")" + std::string(password) + R"(","new_password":"battery staple"})",
      token);
  EXPECT_EQ(changed.status, 204);
  EXPECT_EQ(show("/users/me", token).status, 200) << "the login that asked for it goes on";
  EXPECT_EQ(problem(show("/users/me", other)), "401 invalid_token");
  EXPECT_EQ(problem(log_in("countess")), "401 invalid_credentials");

  const auto again = log_in("countess", "battery staple").text("access_token");
  EXPECT_EQ(problem(send("DELETE", "/users/me", "{}", again)), "422 invalid");
  EXPECT_EQ(send("DELETE", "/users/me", R"({"current_password":"battery staple"})", again).status,
            204);
  EXPECT_EQ(problem(show("/users/me", again)), "401 invalid_token");
  EXPECT_EQ(problem(log_in("countess", "battery staple")), "401 invalid_credentials");
}

TEST_F(ApiFlows, AdministratorsMakeFindChangeAndDeleteAccounts) {
  const auto admin = admin_token();
  std::set<std::string> made;
  for (const auto* name : {"u1", "u2", "u3", "u4", "u5"}) {
    const auto added = send("POST", "/users",
                            R"({"email":")" + std::string(name) +
                                R"(@example.org","roles":["staff"],"email_verified":true})",
                            admin);
    EXPECT_EQ(added.status, 201);
    made.insert(added.text("id"));
  }
  std::set<std::string> listed;
  std::string cursor;
  do {
    const auto page = show("/users?role=staff&limit=2&cursor=" + cursor, admin);
    ASSERT_EQ(page.status, 200) << page.body;
    const auto json = page.json();
    for (const auto& item : *json.find("items")->as_array()) {
      listed.insert(*item.find("id")->as_string());
    }
    cursor = page.text("next_cursor");
  } while (!cursor.empty());
  EXPECT_EQ(listed, made);

  const auto id = *made.begin();
  const auto found = show("/users/" + id, admin);
  EXPECT_EQ(found.text("id"), id);
  EXPECT_EQ(
      show("/users?email=" + found.text("email"), admin).json().find("items")->as_array()->at(0),
      found.json());
  const auto changed = send("PATCH", "/users/" + id, R"({"disabled":true,"roles":[]})", admin);
  EXPECT_EQ(*changed.json().find("disabled"), codec::Json(true));
  EXPECT_EQ(show("/users?disabled=true", admin).json().find("items")->as_array()->size(), 1U);
  EXPECT_EQ(send("DELETE", "/users/" + id, "", admin).status, 204);
  EXPECT_EQ(problem(show("/users/" + id, admin)), "404 not_found");
  EXPECT_EQ(problem(send("DELETE", "/users/" + id, "", admin)), "404 not_found");
}

TEST_F(ApiFlows, ARequestThatIsSentAgainIsAnsweredOnce) {
  const auto admin = admin_token();
  const auto add = [&](const std::string& key, const std::string& email) {
    auto request = send_json("POST", "/api/v1/users", R"({"email":")" + email + R"("})", admin);
    request.insert(request.find("\r\n\r\n"), "\r\nIdempotency-Key: " + key);
    return running.ask(request);
  };
  const auto first = add("key-0001", "once@example.org");
  EXPECT_EQ(first.status, 201);
  const auto again = add("\"key-0001\"", "once@example.org");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(problem(add("key-0001", "other@example.org")), "422 idempotency_key_reused");
  EXPECT_EQ(problem(add("key-0002", "once@example.org")), "409 account_exists");
  EXPECT_EQ(problem(add("key-0002", "once@example.org")), "409 account_exists") << "was not kept";
  EXPECT_EQ(problem(add("short", "x@example.org")), "400 unreadable");
}

}  // namespace
}  // namespace chancery::test
