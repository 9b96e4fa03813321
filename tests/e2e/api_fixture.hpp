#pragma once

// The whole program with a public first-party client, as the tests of the first-party API use it.

#include <gtest/gtest.h>

#include "tests/e2e/running.hpp"

namespace chancery::test {

class ApiTest : public testing::Test {
 protected:
  static constexpr const char* password = Running::password;

  ApiTest() : ApiTest(std::map<std::string, std::string>{}) {}
  /// With settings beside `api-client`.
  explicit ApiTest(std::map<std::string, std::string> more)
      : running(with_api_client(std::move(more))) {
    const auto web = running.authority().manage_clients.add(
        {.id = ClientId("web"),
         .auth_method = ClientAuthMethod::none,
         .grants = {GrantType::password, GrantType::refresh_token},
         .scopes = {"orders"},
         .first_party = true},
        std::nullopt, {});
    EXPECT_TRUE(web);
  }

  HttpResponse send(std::string_view method, std::string_view path, const std::string& json,
                    std::string_view bearer = {}) const {
    return running.ask(send_json(method, "/api/v1" + std::string(path), json, bearer));
  }
  HttpResponse show(const std::string& path, std::string_view bearer) const {
    return running.ask(get("/api/v1" + path, bearer));
  }
  HttpResponse log_in(const std::string& login, const std::string& with = password) const {
    return send("POST", "/auth/login",
                R"({"login":")" + login + R"(","password":")" + with + R"("})");
  }
  HttpResponse refresh(const std::string& token) const {
    return send("POST", "/auth/refresh", R"({"refresh_token":")" + token + R"("})");
  }
  /// The access token of an administrator's login.
  std::string admin_token() {
    auto& users = running.authority().manage_users;
    User root{.id = UserId(""), .email = "root@example.org", .username = "root"};
    root.roles = {"admin"};
    EXPECT_TRUE(users.add(root, Secret(password), {}));
    return log_in("root").text("access_token");
  }

  Running running;

 private:
  static std::map<std::string, std::string> with_api_client(
      std::map<std::string, std::string> flags) {
    flags.emplace("api-client", "web");
    return flags;
  }
};

/// Status and code of a problem: `422 invalid`.
inline std::string problem(const HttpResponse& answer) {
  const auto type = answer.headers.find("content-type");
  if (type == answer.headers.end() || type->second != "application/problem+json") {
    return "no problem: " + answer.body;
  }
  EXPECT_EQ(answer.text("request_id"), answer.headers.at("x-request-id"));
  EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
  return std::to_string(answer.status) + ' ' + answer.text("code");
}

}  // namespace chancery::test
