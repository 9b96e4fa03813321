// /api/v1/clients: what administrators may do, and nobody else.

#include <gtest/gtest.h>

#include "adapters/http/api/client_json.hpp"
#include "adapters/http/endpoints/client.hpp"
#include "adapters/http/endpoints/clients.hpp"
#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

using inbound::ClientRefusal;
using trompeloeil::_;
using Reason = ClientRefusal::Reason;

Client registered() {
  return {.id = ClientId("shop"),
          .name = "Shop",
          .secret = ClientSecretDigest{KeyId("k"), "mac-canary"},
          .grants = {GrantType::authorization_code},
          .scopes = {"openid"},
          .redirect_uris = {"https://shop.example/cb"},
          .require_pkce = false,
          .userinfo_alg = SignatureAlgorithm::PS256,
          .sector_identifier = "shop.example",
          .logo_uri = "https://shop.example/logo",
          .version = 3};
}

class ApiClientsTest : public testing::Test {
 protected:
  MockBearer bearer;
  MockClientList pages;
  MockManagedClients managed;
  MockOnce once;
  ClientsEndpoint clients{{bearer, pages, managed, once}};
  ClientEndpoint client{bearer, managed};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(bearer, authenticate(_))
          .RETURN(inbound::Caller{admin(), ClientId("app"), FamilyId("s1")});

  static Request asks(std::string method, std::string body = {},
                      std::string path = "/api/v1/clients/shop") {
    return with_bearer(json_request(std::move(method), std::move(body), std::move(path)), "tok");
  }
};

TEST_F(ApiClientsTest, B96_EveryMethodIsForAdministratorsByTheStoresWord) {
  const auto all = [&](const Request& request, const char* told_so) {
    for (const auto& reply :
         {clients.list(request), clients.add(request), client.show(request), client.change(request),
          client.remove(request), client.replace_secret(request)}) {
      EXPECT_EQ(told(reply), told_so);
    }
  };
  const auto bare = json_request("GET", "{}", "/api/v1/clients/shop");
  all(bare, "401 missing_token");
  auto nobody = admin();
  nobody.roles = {"administrator"};
  ALLOW_CALL(bearer, authenticate(_))
      .RETURN(inbound::Caller{nobody, ClientId("app"), FamilyId("s1")});
  all(with_bearer(bare, "tok"), "403 admin_only");
  ALLOW_CALL(bearer, authenticate(_))
      .RETURN(std::unexpected(OAuthError{OAuthErrorCode::insufficient_scope, "third party"}));
  all(with_bearer(bare, "tok"), "403 first_party_only");
}

TEST_F(ApiClientsTest, APageHasItsItemsAndWhereTheNextBegins) {
  REQUIRE_CALL(pages, list(_, _))
      .WITH(!_1.has_value() && _2 == 50U)
      .RETURN(inbound::ClientPage{{registered()}, "next"});
  EXPECT_EQ(clients.list(asks("GET")).body, R"({"items":[)" +
                                                codec::write_json(client_json(registered())) +
                                                R"(],"next_cursor":"next"})");
  auto request = asks("GET");
  request.query = "limit=7&cursor=cur";
  REQUIRE_CALL(pages, list(_, _)).WITH(_1 == "cur" && _2 == 7U).RETURN(std::nullopt);
  EXPECT_EQ(told(clients.list(request)), "400 invalid_cursor");
  request.query = "limit=201&sort=id";
  EXPECT_EQ(told(clients.list(request)), "422 invalid limit:invalid sort:unknown");
}

TEST_F(ApiClientsTest, EveryMemberThatIsShownCanBeSentBack) {
  REQUIRE_CALL(managed, add(_, _, _))
      .WITH(_1.id == ClientId("shop") && !_2.has_value() && _3.request_id == "request-0001")
      .WITH(client_json(_1) == client_json(registered()))
      .RETURN(inbound::RegisteredClient{registered(), Secret("made-here")});
  auto sent = client_json(registered());
  auto body = codec::Json(codec::Json::Object{});
  for (const auto& [name, value] : *sent.as_object()) {
    if (name != "created_at" && name != "updated_at") body.set(name, value);
  }
  const auto reply = clients.add(asks("POST", codec::write_json(body), "/api/v1/clients"));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.cache_control, "no-store");
  EXPECT_NE(reply.body.find(R"("client_secret":"made-here")"), std::string::npos);
}

TEST_F(ApiClientsTest, B100_NoAnswerHoldsADigest) {
  ALLOW_CALL(managed, find(_)).RETURN(registered());
  EXPECT_EQ(client.show(asks("GET")).body.find("mac-canary"), std::string::npos);
}

TEST_F(ApiClientsTest, B100_ARepetitionGetsTheAnswerWithoutTheSecret) {
  auto request = asks("POST", R"({"client_id":"shop"})", "/api/v1/clients");
  request.headers.add("Idempotency-Key", "key-0001");
  REQUIRE_CALL(once, begin(_))
      .WITH(_1.caller == "user root" && _1.route == "POST /api/v1/clients")
      .RETURN(FirstTime{});
  REQUIRE_CALL(managed, add(_, _, _))
      .RETURN(inbound::RegisteredClient{registered(), Secret("made-here")});
  REQUIRE_CALL(once, keep(_, codec::write_json(client_json(registered()))));
  EXPECT_NE(clients.add(request).body.find("made-here"), std::string::npos);
}

TEST_F(ApiClientsTest, WhatIsNotAsItMustBeRegistersNothing) {
  FORBID_CALL(managed, add(_, _, _));
  const struct {
    const char* body;
    const char* told;
  } cases[] = {
      {R"({"epoch":1,"jwks":{},"id":"x"})", "422 invalid epoch:unknown jwks:unknown id:unknown"},
      {R"({"grant_types":["implicit"]})", "422 invalid grant_types:invalid"},
      {R"({"grant_types":"password"})", "422 invalid grant_types:wrong_type"},
      {R"({"grant_types":null})", "422 invalid grant_types:wrong_type"},
      {R"({"scope":"a  b"})", "422 invalid scope:invalid"},
      {R"({"id_token_signed_response_alg":"none"})",
       "422 invalid id_token_signed_response_alg:invalid"},
      {R"({"userinfo_signed_response_alg":"HS256"})",
       "422 invalid userinfo_signed_response_alg:invalid"},
      {R"({"userinfo_signed_response_alg":1})",
       "422 invalid userinfo_signed_response_alg:wrong_type"},
      {R"({"subject_type":"Pairwise","require_pkce":"false"})",
       "422 invalid require_pkce:wrong_type subject_type:invalid"},
      {R"({"redirect_uris":["a",1]})", "422 invalid redirect_uris:wrong_type"},
      {R"({"token_endpoint_auth_method":"private_key_jwt"})",
       "422 invalid token_endpoint_auth_method:invalid"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(told(clients.add(asks("POST", c.body, "/api/v1/clients"))), c.told) << c.body;
  }
}

TEST_F(ApiClientsTest, ARefusalNamesEachFieldOnce) {
  const auto refused = [&](ClientRefusal refusal) {
    REQUIRE_CALL(managed, add(_, _, _)).RETURN(std::unexpected(std::move(refusal)));
    return told(clients.add(asks("POST", "{}", "/api/v1/clients")));
  };
  EXPECT_EQ(refused({Reason::already_exists}), "409 client_exists client_id:taken");
  EXPECT_EQ(refused({Reason::invalid,
                     {{"grant_types", "one"}, {"grant_types", "two"}, {"logo_uri", "three"}}}),
            "422 invalid grant_types:invalid logo_uri:invalid");
}

TEST_F(ApiClientsTest, AChangeKeepsWhatWasNotSentAndNullTakesAway) {
  ALLOW_CALL(managed, find(ClientId("shop"))).RETURN(registered());
  const auto changed = [&](const char* body, const Client& wanted) {
    REQUIRE_CALL(managed, update(wanted, _)).RETURN(wanted);
    EXPECT_EQ(client.change(asks("PATCH", body)).status, 200) << body;
  };
  changed("{}", registered());
  auto wanted = registered();
  wanted.require_pkce = true;
  wanted.sector_identifier.reset();
  wanted.userinfo_alg.reset();
  wanted.logo_uri.reset();
  wanted.redirect_uris = {"https://b.example", "https://a.example"};
  changed(R"({"require_pkce":true,"sector_identifier":null,"userinfo_signed_response_alg":null,)"
          R"("logo_uri":null,"redirect_uris":["https://b.example","https://a.example"]})",
          wanted);
}

TEST_F(ApiClientsTest, AChangeThatIsNotAsItMustBeChangesNothing) {
  ALLOW_CALL(managed, find(ClientId("shop"))).RETURN(registered());
  FORBID_CALL(managed, update(_, _));
  EXPECT_EQ(told(client.change(asks("PATCH", R"({"client_id":"x","client_secret":"y"})"))),
            "422 invalid client_id:unknown client_secret:unknown");
}

TEST_F(ApiClientsTest, WhatIsNotThereIs404AndWhatSomebodyElseChangedIs409) {
  ALLOW_CALL(managed, find(_)).RETURN(std::nullopt);
  EXPECT_EQ(told(client.show(asks("GET"))), "404 not_found");
  EXPECT_EQ(told(client.change(asks("PATCH", "{}"))), "404 not_found");
  REQUIRE_CALL(managed, remove(ClientId("shop"), _))
      .RETURN(std::unexpected(ClientRefusal{Reason::unknown}));
  EXPECT_EQ(told(client.remove(asks("DELETE"))), "404 not_found");
  REQUIRE_CALL(managed, remove(ClientId("shop"), _)).RETURN(MockManagedClients::Removed{});
  EXPECT_EQ(client.remove(asks("DELETE")).status, 204);
  ALLOW_CALL(managed, find(_)).RETURN(registered());
  REQUIRE_CALL(managed, update(_, _))
      .RETURN(std::unexpected(ClientRefusal{Reason::changed_meanwhile}));
  EXPECT_EQ(told(client.change(asks("PATCH", "{}"))), "409 changed_meanwhile");
}

TEST_F(ApiClientsTest, AnotherSecretIsShownOnceAndAGivenOneNever) {
  const auto path = "/api/v1/clients/shop/secret";
  REQUIRE_CALL(managed, replace_secret(ClientId("shop"), _, _))
      .WITH(!_2.has_value() && _3.request_id == "request-0001")
      .RETURN(inbound::RegisteredClient{registered(), Secret("made-here")});
  EXPECT_EQ(client.replace_secret(asks("POST", "{}", path)).body,
            R"({"client_id":"shop","client_secret":"made-here"})");
  REQUIRE_CALL(managed, replace_secret(ClientId("shop"), _, _))
      .WITH(_2->reveal() == "given")
      .RETURN(inbound::RegisteredClient{registered()});
  EXPECT_EQ(client.replace_secret(asks("POST", R"({"client_secret":"given"})", path)).body,
            R"({"client_id":"shop"})");
}

TEST_F(ApiClientsTest, ReleasedClaimsAreReplacedAsAWhole) {
  auto with_rules = registered();
  with_rules.released_claims = {{"roles", {ClaimTarget::access_token}}};
  EXPECT_NE(codec::write_json(client_json(with_rules))
                .find(R"("released_claims":{"roles":["access_token"]})"),
            std::string::npos);
  ALLOW_CALL(managed, find(_)).RETURN(with_rules);
  const auto change = [&](const std::string& rules, const ReleasedClaims& wanted) {
    REQUIRE_CALL(managed, update(_, _)).WITH(_1.released_claims == wanted).RETURN(_1);
    EXPECT_EQ(client.change(asks("PATCH", R"({"released_claims":)" + rules + "}")).status, 200);
  };
  change(R"({"department":["userinfo","id_token"]})",
         {{"department", {ClaimTarget::id_token, ClaimTarget::userinfo}}});
  change("{}", {});
  FORBID_CALL(managed, update(_, _));
  const auto refused = [&](const std::string& rules) {
    return told(client.change(asks("PATCH", R"({"released_claims":)" + rules + "}")));
  };
  EXPECT_EQ(refused("null"), "422 invalid released_claims:wrong_type");
  EXPECT_EQ(refused(R"(["roles"])"), "422 invalid released_claims:wrong_type");
  EXPECT_EQ(refused(R"({"roles":"access_token"})"), "422 invalid released_claims:wrong_type");
  EXPECT_EQ(refused(R"({"roles":["everywhere"]})"), "422 invalid released_claims:invalid");
  EXPECT_EQ(refused(R"({"roles":[]})"), "422 invalid released_claims:invalid");
}

}  // namespace
}  // namespace chancery::http::test
