#include "adapters/http/dispatch/responder.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "ports/unavailable.hpp"

namespace chancery::http {
namespace {

/// Allows one origin, or is broken.
class Origins final : public inbound::CheckOrigin {
 public:
  bool is_allowed(std::string_view origin) override {
    if (is_broken) throw Unavailable("database down", std::chrono::seconds(3));
    return origin == "https://app.example";
  }
  bool is_broken = false;
};

std::string header(const Reply& reply, std::string_view name) {
  for (const auto& [field, value] : reply.headers) {
    if (field == name) return value;
  }
  return "absent";
}

Request request(std::string method, std::string path) {
  return {.method = std::move(method), .path = std::move(path)};
}

class ResponderTest : public testing::Test {
 protected:
  Reply answer(const Request& to) { return responder.answer(responder.plan(to), to); }

  Reply answer(std::string method, std::string path, const char* origin, bool preflight = false) {
    auto to = request(std::move(method), std::move(path));
    to.headers.add("Origin", origin);
    if (preflight) to.headers.add("Access-Control-Request-Method", "POST");
    return answer(to);
  }

  static std::vector<Route> routes() {
    const Endpoint ok = [](const Request& to) { return Reply{.body = to.method}; };
    return {
        {.path = "/both", .methods = {{"GET", ok}, {"POST", ok}}},
        {.path = "/post", .methods = {{"POST", ok}}},
        {.path = "/api/v1/users", .methods = {{"GET", ok}}},
        {.path = "/api/v1/users/me", .methods = {{"PUT", ok}}},
        {.path = "/api/v1/users/{id}",
         .methods =
             {{"GET",
               [](const Request& to) { return Reply{.body = std::string(to.last_segment())}; }},
              {"DELETE", [](const Request&) -> Reply { throw Unavailable("database down"); }},
              {"PATCH", [](const Request&) -> Reply { throw 42; }}}},
        {.path = "/public",
         .methods = {{"GET", ok}},
         .cors = Cors::any,
         .lane = [](const Request&) { return Lane::inline_; }},
        {.path = "/registered",
         .methods = {{"POST", ok}},
         .cors = Cors::registered,
         .lane = [](const Request&) { return Lane::inline_; }},
        {.path = "/unavailable",
         .methods = {{"GET",
                      [](const Request&) -> Reply {
                        throw Unavailable("database secret-host is down", std::chrono::seconds(7));
                      }}},
         .cors = Cors::any},
        {.path = "/page",
         .methods = {{"GET",
                      [](const Request& to) -> Reply {
                        if (to.query == "broken") throw std::runtime_error("inner detail");
                        throw Unavailable("no database", std::chrono::seconds(7));
                      }}},
         .apology =
             [](const Request& to) {
               if (to.query == "worse") throw std::runtime_error("no page either");
               return Reply{.body = "sorry", .content_type = "text/html", .headers = {{"A", "b"}}};
             }},
        {.path = "/throws",
         .methods = {{"GET",
                      [](const Request&) -> Reply { throw std::runtime_error("inner detail"); }}}},
        {.path = "/throws-int", .methods = {{"GET", [](const Request&) -> Reply { throw 42; }}}},
        {.path = "/lane-throws", .methods = {{"GET", ok}}, .lane = [](const Request&) -> Lane {
           throw std::runtime_error("lane");
         }}};
  }

  Origins origins;
  Responder responder{routes(), origins};
};

TEST_F(ResponderTest, MatchesMethodsAndServesHeadByGet) {
  EXPECT_EQ(answer(request("GET", "/both")).status, 200);
  EXPECT_EQ(answer(request("POST", "/both")).status, 200);
  EXPECT_EQ(answer(request("HEAD", "/both")).status, 200);
}

TEST_F(ResponderTest, B27_AnswersOtherMethodsWithAllow) {
  const auto reply = answer(request("GET", "/post"));
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(header(reply, "Allow"), "POST, OPTIONS");
  EXPECT_EQ(reply.body, R"({"error":"invalid_request"})");
  EXPECT_EQ(answer(request("HEAD", "/post")).status, 405);
  EXPECT_EQ(answer(request("get", "/both")).status, 405);
  EXPECT_EQ(header(answer(request("DELETE", "/both")), "Allow"), "GET, HEAD, POST, OPTIONS");
}

TEST_F(ResponderTest, B96_MatchesPathsByteForByte) {
  for (const auto* path : {"/Both", "/both/", "/bot", "/bothx", "/%62oth", "/"}) {
    const auto reply = answer(request("GET", path));
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(reply.body, R"({"error":"not_found"})");
    EXPECT_EQ(responder.plan(request("GET", path)).route(), "unmatched");
  }
}

TEST_F(ResponderTest, B96_AnIdIsOneSegmentAndAPathOfItsOwnGoesFirst) {
  const auto to = request("GET", "/api/v1/users/abc");
  EXPECT_EQ(answer(to).body, "abc");
  EXPECT_EQ(responder.plan(to).route(), "/api/v1/users/{id}");
  EXPECT_EQ(answer(request("GET", "/api/v1/users/{id}")).body, "{id}");
  EXPECT_EQ(answer(request("GET", "/api/v1/users/me")).status, 405);
  EXPECT_EQ(answer(request("GET", "/api/v1/users/%6De")).body, "%6De");
  EXPECT_EQ(header(answer(request("POST", "/api/v1/users/abc")), "Allow"),
            "GET, HEAD, DELETE, PATCH, OPTIONS");
  for (const auto* path : {"/api/v1/users/", "/api/v1/users/a/", "/api/v1/users/a/b",
                           "/api/v1/users//", "/api/v1/Users/a", "/api/v1/users/me/", "/a", "a"}) {
    EXPECT_EQ(answer(request("GET", path)).status, 404) << path;
    EXPECT_EQ(responder.plan(request("GET", path)).route(), "unmatched");
  }
}

TEST_F(ResponderTest, WhatTheServerAnswersBelowTheApiIsAProblem) {
  auto to = request("GET", "/api/v1/nothing");
  to.request_id = "request-0001";
  const auto nothing = answer(to);
  EXPECT_EQ(nothing.status, 404);
  EXPECT_EQ(nothing.content_type, "application/problem+json");
  EXPECT_EQ(nothing.body, R"({"type":"about:blank","title":"Not Found","status":404,)"
                          R"("detail":"there is nothing at this path","code":"not_found",)"
                          R"("request_id":"request-0001"})");
  const struct {
    const char* method;
    int status;
    const char* code;
  } cases[] = {{"POST", 405, "method_not_allowed"},
               {"DELETE", 503, "temporarily_unavailable"},
               {"PATCH", 500, "server_error"}};
  for (const auto& c : cases) {
    const auto reply = answer(request(c.method, "/api/v1/users/abc"));
    EXPECT_EQ(reply.status, c.status);
    EXPECT_EQ(reply.content_type, "application/problem+json");
    EXPECT_NE(reply.body.find(R"("code":")" + std::string(c.code) + '"'), std::string::npos);
    EXPECT_EQ(reply.body.find("database"), std::string::npos);
  }
  EXPECT_EQ(answer(request("GET", "/api/v1x")).body, R"({"error":"not_found"})");
}

TEST_F(ResponderTest, B17_APageMayReadWhatTheServerAnswersInsteadOfAnEndpointForPages) {
  constexpr auto allow = "Access-Control-Allow-Origin";
  const auto instead = [&](const char* path) {
    const auto post = request("POST", path);
    return header(Responder::instead(responder.plan(post), post, Reply{.status = 503}), allow);
  };
  EXPECT_EQ(instead("/registered"), "*");
  EXPECT_EQ(instead("/public"), "*");
  EXPECT_EQ(instead("/nowhere"), "*");
  EXPECT_EQ(instead("/post"), "absent");
  EXPECT_EQ(header(answer("POST", "/nowhere", "https://x.example"), allow), "*");

  origins.is_broken = true;
  const auto broken = answer("POST", "/registered", "https://x.example");
  EXPECT_EQ(broken.status, 503);
  EXPECT_EQ(header(broken, "Retry-After"), "3");
  EXPECT_EQ(header(broken, allow), "*");
}

TEST_F(ResponderTest, AnswersOptions) {
  const auto reply = answer(request("OPTIONS", "/both"));
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(header(reply, "Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(answer(request("OPTIONS", "*")).status, 204);
  EXPECT_EQ(answer(request("OPTIONS", "/nowhere")).status, 404);
}

TEST_F(ResponderTest, A47_TurnsEveryExceptionIntoAnAnswer) {
  const auto unavailable = answer(request("GET", "/unavailable"));
  EXPECT_EQ(unavailable.status, 503);
  EXPECT_EQ(unavailable.body, R"({"error":"temporarily_unavailable"})");
  EXPECT_EQ(header(unavailable, "Retry-After"), "7");
  EXPECT_EQ(unavailable.log.detail, "database secret-host is down");
  for (const auto* path : {"/throws", "/throws-int"}) {
    const auto reply = answer(request("GET", path));
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body, R"({"error":"server_error"})");
    EXPECT_FALSE(reply.log.detail.empty());
  }
}

TEST_F(ResponderTest, PeopleReadTheRoutesApologyInsteadOfJson) {
  auto to = request("GET", "/page");
  const auto away = answer(to);
  EXPECT_EQ(away.status, 503);
  EXPECT_EQ(away.body, "sorry");
  EXPECT_EQ(away.content_type, "text/html");
  EXPECT_EQ(header(away, "A"), "b");
  EXPECT_EQ(header(away, "Retry-After"), "7");
  EXPECT_EQ(away.log.detail, "no database");
  EXPECT_EQ(away.log.error, "temporarily_unavailable");

  const auto full = Responder::instead(responder.plan(to), to, Reply{.status = 503});
  EXPECT_EQ(full.body, "sorry");
  EXPECT_EQ(Responder::instead(responder.plan(to), to, Reply{.status = 400}).body, "");

  to.query = "broken";
  const auto broken = answer(to);
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.body, "sorry");
  EXPECT_EQ(broken.log.detail, "inner detail");

  to.query = "worse";
  EXPECT_EQ(answer(to).status, 503);
  EXPECT_EQ(answer(to).body, R"({"error":"temporarily_unavailable"})");
}

TEST_F(ResponderTest, RunsARequestWhoseLaneIsBrokenBesideTheLoop) {
  EXPECT_EQ(responder.plan(request("GET", "/lane-throws")).lane, Lane::general);
}

TEST_F(ResponderTest, B17_LetsEveryOriginReadPublicDocuments) {
  const auto reply = answer("GET", "/public", "https://any.example");
  EXPECT_EQ(header(reply, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header(reply, "Access-Control-Expose-Headers"),
            "X-Request-Id, WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy");
  EXPECT_EQ(header(reply, "Vary"), "absent");
}

TEST_F(ResponderTest, B17_LetsRegisteredOriginsOnlyReadTheRest) {
  const auto allowed = answer("POST", "/registered", "https://app.example");
  EXPECT_EQ(header(allowed, "Access-Control-Allow-Origin"), "https://app.example");
  EXPECT_EQ(header(allowed, "Vary"), "Origin");
  const auto foreign = answer("POST", "/registered", "https://evil.example");
  EXPECT_EQ(foreign.status, 200);
  EXPECT_EQ(header(foreign, "Access-Control-Allow-Origin"), "absent");
  EXPECT_EQ(header(foreign, "Vary"), "Origin");
  EXPECT_EQ(header(answer(request("POST", "/registered")), "Vary"), "Origin");
}

TEST_F(ResponderTest, B17_AnswersPreflights) {
  const auto allowed = answer("OPTIONS", "/registered", "https://app.example", true);
  EXPECT_EQ(allowed.status, 204);
  EXPECT_EQ(header(allowed, "Access-Control-Allow-Origin"), "https://app.example");
  EXPECT_EQ(header(allowed, "Access-Control-Allow-Methods"), "POST, OPTIONS");
  EXPECT_EQ(header(allowed, "Access-Control-Allow-Headers"),
            "Authorization, Content-Type, X-Request-Id, Idempotency-Key");
  EXPECT_EQ(header(allowed, "Access-Control-Max-Age"), "600");
  for (const auto* path : {"/registered", "/post"}) {
    const auto foreign = answer("OPTIONS", path, "https://evil.example", true);
    EXPECT_EQ(header(foreign, "Access-Control-Allow-Origin"), "absent");
    EXPECT_EQ(header(foreign, "Access-Control-Allow-Methods"), "absent");
  }
}

TEST_F(ResponderTest, B17_NeverAllowsCredentials) {
  for (const auto* path : {"/public", "/registered", "/post"}) {
    for (const auto* method : {"GET", "POST", "OPTIONS"}) {
      const auto reply = answer(method, path, "https://app.example", true);
      EXPECT_EQ(header(reply, "Access-Control-Allow-Credentials"), "absent");
    }
  }
}

TEST_F(ResponderTest, LetsScriptsReadErrorsToo) {
  EXPECT_EQ(
      header(answer("GET", "/unavailable", "https://a.example"), "Access-Control-Allow-Origin"),
      "*");
  EXPECT_EQ(
      header(answer("GET", "/registered", "https://app.example"), "Access-Control-Allow-Origin"),
      "https://app.example");
}

TEST_F(ResponderTest, AsksForOriginsBesideTheLoopAndBeforeTheEndpoint) {
  auto to = request("POST", "/registered");
  EXPECT_EQ(responder.plan(to).lane, Lane::inline_);
  to.headers.add("Origin", "https://app.example");
  EXPECT_EQ(responder.plan(to).lane, Lane::general);
  to.method = "OPTIONS";
  EXPECT_EQ(responder.plan(to).lane, Lane::general);
  origins.is_broken = true;
  EXPECT_EQ(answer(to).status, 503);
  EXPECT_EQ(header(answer(to), "Retry-After"), "3");
}

TEST(Router, RefusesTwoRoutesOfOnePath) {
  EXPECT_THROW(Router({{.path = "/a", .methods = {}}, {.path = "/a", .methods = {}}}),
               std::logic_error);
  EXPECT_THROW(Router({{.path = "/a/{id}", .methods = {}}, {.path = "/a/{id}", .methods = {}}}),
               std::logic_error);
}

}  // namespace
}  // namespace chancery::http
