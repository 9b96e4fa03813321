// /api/v1/users: what administrators may do, and nobody else.

#include <gtest/gtest.h>

#include "adapters/http/endpoints/user.hpp"
#include "adapters/http/endpoints/users.hpp"
#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;
using Reason = inbound::UserRefusal::Reason;

class ApiUsersTest : public testing::Test {
 protected:
  MockBearer bearer;
  MockList pages;
  MockUsers accounts;
  MockOnce once;
  UsersEndpoint users{{bearer, pages, accounts, once}};
  UserEndpoint user{bearer, accounts};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(bearer, authenticate(_))
          .RETURN(inbound::Caller{admin(), ClientId("app"), FamilyId("s1")});

  static Request asks(std::string method, std::string body = {}, std::string path = "/") {
    return with_bearer(json_request(std::move(method), std::move(body), std::move(path)), "tok");
  }
  Reply list(std::string query) {
    auto request = asks("GET");
    request.query = std::move(query);
    return users.list(request);
  }
};

TEST_F(ApiUsersTest, B96_EveryMethodIsForAdministratorsByTheStoresWord) {
  FORBID_CALL(pages, list(_, _, _));
  FORBID_CALL(accounts, add(_, _, _));
  FORBID_CALL(accounts, find(_));
  FORBID_CALL(accounts, update(_, _));
  FORBID_CALL(accounts, remove(_, _));
  const auto all = [&](const Request& request, const char* told_so) {
    for (const auto& reply : {users.list(request), users.add(request), user.show(request),
                              user.change(request), user.remove(request)}) {
      EXPECT_EQ(told(reply), told_so);
    }
  };
  const auto bare = json_request("GET", "{}", "/api/v1/users/u1");
  all(bare, "401 missing_token");
  for (const auto& roles : {std::set<std::string>{}, {"Admin"}, {"administrator", "admin "}}) {
    auto nobody = admin();
    nobody.roles = roles;
    ALLOW_CALL(bearer, authenticate(_))
        .RETURN(inbound::Caller{nobody, ClientId("app"), FamilyId("s1")});
    all(with_bearer(bare, "tok"), "403 admin_only");
  }
  ALLOW_CALL(bearer, authenticate(_))
      .RETURN(std::unexpected(OAuthError{OAuthErrorCode::insufficient_scope, "third party"}));
  all(with_bearer(bare, "tok"), "403 first_party_only");
}

TEST_F(ApiUsersTest, APageHasItsItemsAndWhereTheNextBegins) {
  REQUIRE_CALL(pages, list(_, _, _))
      .WITH(_1 == UserFilter{} && !_2.has_value() && _3 == 50U)
      .RETURN(inbound::UserPage{{ada()}, "next"});
  EXPECT_EQ(users.list(asks("GET")).body,
            R"({"items":[)" + managed_ada_json() + R"(],"next_cursor":"next"})");
  REQUIRE_CALL(pages, list(_, _, _)).RETURN(inbound::UserPage{});
  EXPECT_EQ(users.list(asks("GET")).body, R"({"items":[],"next_cursor":null})");
}

TEST_F(ApiUsersTest, AQueryIsReadIntoAFilterInCanonicalForm) {
  REQUIRE_CALL(pages, list(_, _, _))
      .WITH(_1 == UserFilter{.email = LoginName("ada@example.org"),
                             .username = LoginName("ada"),
                             .role = "a b",
                             .disabled = true})
      .WITH(_2 == "cur.sor" && _3 == 200U)
      .RETURN(inbound::UserPage{});
  EXPECT_EQ(list("email=Ada%40Example.ORG&username=ADA&role=a+b&disabled=true&limit=200&"
                 "cursor=cur.sor")
                .status,
            200);
  REQUIRE_CALL(pages, list(_, _, _))
      .WITH(_1 == UserFilter{.disabled = false} && !_2.has_value() && _3 == 1U)
      .RETURN(inbound::UserPage{});
  EXPECT_EQ(list("disabled=false&limit=1&email=&cursor=").status, 200);
}

TEST_F(ApiUsersTest, B34_B35_AQueryThatIsNotAsItMustBeAsksNothing) {
  FORBID_CALL(pages, list(_, _, _));
  const struct {
    const char* query;
    const char* told;
  } cases[] = {
      {"limit=0", "422 invalid limit:invalid"},
      {"limit=201", "422 invalid limit:invalid"},
      {"limit=-1", "422 invalid limit:invalid"},
      {"limit=1;DROP", "422 invalid limit:invalid"},
      {"limit=99999999999999999999", "422 invalid limit:invalid"},
      {"email='%20OR%201=1--", "422 invalid email:invalid"},
      {"username=%25", "422 invalid username:invalid"},
      {"disabled=1", "422 invalid disabled:invalid"},
      {"sort=id;--", "422 invalid sort:unknown"},
      {"limit=x&order=desc", "422 invalid limit:invalid order:unknown"},
      {"limit=1&limit=2", "400 unreadable"},
      {"role=%00", "400 unreadable"},
      {"role=%ff", "400 unreadable"},
      {"role=%c0%af", "400 unreadable"},
      {"role=%zz", "400 unreadable"},
  };
  for (const auto& c : cases) EXPECT_EQ(told(list(c.query)), c.told) << c.query;
}

TEST_F(ApiUsersTest, B75_ATokenInTheUrlIs400) {
  FORBID_CALL(bearer, authenticate(_));
  EXPECT_EQ(told(list("access_token=tok")), "400 unreadable");
}

TEST_F(ApiUsersTest, B35_AForgedCursorIs400) {
  REQUIRE_CALL(pages, list(_, _, _)).RETURN(std::nullopt);
  EXPECT_EQ(told(list("cursor=forged")), "400 invalid_cursor");
}

TEST_F(ApiUsersTest, AnAdministratorSetsWhatUsersMayNot) {
  REQUIRE_CALL(accounts, add(User{.id = UserId(""),
                                  .email = "bob@example.org",
                                  .username = "bob",
                                  .email_verified = true,
                                  .roles = {"admin", "staff"},
                                  .claims = {{"department", "engines"}},
                                  .disabled = true},
                             _, _))
      .WITH(_2->reveal() == "correct horse" && _3.request_id == "request-0001")
      .RETURN(ada());
  const auto reply = users.add(asks("POST", R"({"email":"bob@example.org","username":"bob",)"
                                            R"("email_verified":true,"roles":["staff","admin"],)"
                                            R"("claims":{"department":"engines"},)"
                                            R"("disabled":true,"password":"correct horse"})"));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body, managed_ada_json());
}

TEST_F(ApiUsersTest, AnAccountMayBeMadeWithoutAPassword) {
  REQUIRE_CALL(accounts, add(User{.id = UserId(""), .email = "bob@example.org"}, _, _))
      .WITH(!_2.has_value())
      .RETURN(ada());
  EXPECT_EQ(users.add(asks("POST", R"({"email":"bob@example.org"})")).status, 201);
}

TEST_F(ApiUsersTest, MembersThatNobodySetsAre422) {
  FORBID_CALL(accounts, add(_, _, _));
  EXPECT_EQ(
      told(users.add(asks("POST", R"({"id":"x","epoch":1,"claims":{"a":1},"roles":"admin"})"))),
      "422 invalid email:missing roles:wrong_type claims:wrong_type id:unknown epoch:unknown");
}

TEST_F(ApiUsersTest, AKeyBelongsToTheAdministrator) {
  auto request = asks("POST", R"({"email":"bob@example.org"})", "/api/v1/users");
  request.headers.add("Idempotency-Key", "key-0001");
  REQUIRE_CALL(once, begin(_))
      .WITH(_1.caller == "user root" && _1.route == "POST /api/v1/users")
      .RETURN(AnsweredBefore{managed_ada_json()});
  EXPECT_EQ(users.add(request).body, managed_ada_json());
}

TEST_F(ApiUsersTest, OneAccountIsNamedByItsIdAndByNothingElse) {
  ALLOW_CALL(accounts, find("u1")).RETURN(ada());
  ALLOW_CALL(accounts, find("ada")).RETURN(ada());
  ALLOW_CALL(accounts, find("nobody")).RETURN(std::nullopt);
  EXPECT_EQ(user.show(asks("GET", {}, "/api/v1/users/u1")).body, managed_ada_json());
  FORBID_CALL(accounts, update(_, _));
  for (const auto* path : {"/api/v1/users/ada", "/api/v1/users/nobody"}) {
    EXPECT_EQ(told(user.show(asks("GET", {}, path))), "404 not_found") << path;
    EXPECT_EQ(told(user.change(asks("PATCH", "{}", path))), "404 not_found") << path;
  }
}

TEST_F(ApiUsersTest, AChangeKeepsWhatWasNotSent) {
  ALLOW_CALL(accounts, find("u1")).RETURN(ada());
  const auto changed = [&](const char* body, const User& wanted) {
    REQUIRE_CALL(accounts, update(wanted, _)).RETURN(wanted);
    EXPECT_EQ(user.change(asks("PATCH", body, "/api/v1/users/u1")).status, 200) << body;
  };
  auto wanted = ada();
  wanted.roles = {"admin"};
  wanted.disabled = true;
  changed(R"({"roles":["admin"],"disabled":true})", wanted);
  wanted = ada();
  wanted.username = std::nullopt;
  changed(R"({"username":null})", wanted);
  wanted = ada();
  wanted.email_verified = true;
  changed(R"({"email_verified":true})", wanted);
  wanted = ada();
  wanted.claims = {{"department", "engines"}};
  changed(R"({"claims":{"department":"engines"}})", wanted);
}

TEST_F(ApiUsersTest, AnotherEmailIsNotVerifiedUnlessTheAdministratorSaysSo) {
  auto verified = ada();
  verified.email_verified = true;
  ALLOW_CALL(accounts, find("u1")).RETURN(verified);
  const auto is_verified = [&](const char* body, bool still) {
    REQUIRE_CALL(accounts, update(_, _)).WITH(_1.email_verified == still).RETURN(_1);
    EXPECT_EQ(user.change(asks("PATCH", body, "/api/v1/users/u1")).status, 200) << body;
  };
  is_verified(R"({"email":"new@example.org"})", false);
  is_verified(R"({"email":"new@example.org","email_verified":true})", true);
  is_verified(R"({"email":"Ada@Example.org"})", true);
}

TEST_F(ApiUsersTest, AChangeThatIsNotAsItMustBeChangesNothing) {
  ALLOW_CALL(accounts, find("u1")).RETURN(ada());
  FORBID_CALL(accounts, update(_, _));
  EXPECT_EQ(told(user.change(asks(
                "PATCH", R"({"email":null,"roles":[1],"disabled":null,"id":"x","password":"y"})",
                "/api/v1/users/u1"))),
            "422 invalid email:wrong_type roles:wrong_type disabled:wrong_type id:unknown "
            "password:unknown");
}

TEST_F(ApiUsersTest, AnAccountIsDeletedOnce) {
  const auto request = asks("DELETE", {}, "/api/v1/users/u1");
  REQUIRE_CALL(accounts, remove(UserId("u1"), _)).RETURN(MockUsers::Removed{});
  EXPECT_EQ(user.remove(request).status, 204);
  REQUIRE_CALL(accounts, remove(UserId("u1"), _))
      .RETURN(std::unexpected(inbound::UserRefusal{Reason::unknown, "unknown"}));
  EXPECT_EQ(told(user.remove(request)), "404 not_found");
}

}  // namespace
}  // namespace chancery::http::test
