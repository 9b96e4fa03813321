#include "adapters/crypto/claims.hpp"

#include <gtest/gtest.h>

namespace chancery::crypto {
namespace {

Instant at(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

const AccessTokenClaims of_a_user{.issuer = Issuer("https://id.example"),
                                  .subject = "u1",
                                  .audience = {"https://api.example", "https://id.example"},
                                  .client = ClientId("shop"),
                                  .scopes = {"openid", "orders"},
                                  .id = TokenId("j1"),
                                  .issued_at = at(1'700'000'000),
                                  .expires_at = at(1'700'000'600),
                                  .login = FamilyId("f1"),
                                  .authenticated_at = at(1'699'999'999)};

const AccessTokenClaims of_a_client{.issuer = Issuer("https://id.example"),
                                    .subject = "shop",
                                    .audience = {"https://api.example"},
                                    .client = ClientId("shop"),
                                    .scopes = {},
                                    .id = TokenId("j1"),
                                    .issued_at = at(1'700'000'000),
                                    .expires_at = at(1'700'000'600)};

TEST(Claims, AreWrittenAsRfc9068HasThem) {
  EXPECT_EQ(
      write_claims(of_a_user),
      R"({"iss":"https://id.example","sub":"u1","aud":["https://api.example","https://id.example"],)"
      R"("client_id":"shop","scope":"openid orders","jti":"j1","iat":1700000000,"exp":1700000600,)"
      R"("sid":"f1","auth_time":1699999999})");
}

TEST(Claims, WhatIsNotThereIsLeftOut) {
  EXPECT_EQ(
      write_claims(of_a_client),
      R"({"iss":"https://id.example","sub":"shop","aud":"https://api.example","client_id":"shop",)"
      R"("jti":"j1","iat":1700000000,"exp":1700000600})");
}

TEST(Claims, OfTheUserStandBesideThem) {
  auto claims = of_a_client;
  claims.more = {{"roles", codec::Json::Array{"admin", "staff"}}, {"department", "engines"}};
  EXPECT_EQ(
      write_claims(claims),
      R"({"iss":"https://id.example","sub":"shop","aud":"https://api.example","client_id":"shop",)"
      R"("jti":"j1","iat":1700000000,"exp":1700000600,"roles":["admin","staff"],)"
      R"("department":"engines"})");
  EXPECT_EQ(read_claims(write_claims(claims)), claims);
}

TEST(Claims, B54_OfTheUserStandInForNone) {
  auto claims = of_a_user;
  claims.more = {{"sub", "somebody"}, {"sid", "another"}, {"scope", "admin"}, {"exp", 9}};
  EXPECT_EQ(read_claims(write_claims(claims)), of_a_user);
}

TEST(Claims, AreReadAsTheyWereWritten) {
  EXPECT_EQ(read_claims(write_claims(of_a_user)), of_a_user);
  EXPECT_EQ(read_claims(write_claims(of_a_client)), of_a_client);
}

/// A set of claims with one of them replaced; left out if `value` is empty.
std::string with(std::string_view name, std::string_view value) {
  const std::pair<std::string_view, std::string_view> members[] = {
      {"iss", R"("i")"},   {"sub", R"("s")"},  {"aud", R"("a")"}, {"client_id", R"("c")"},
      {"scope", R"("x")"}, {"jti", R"("j")"},  {"iat", "1"},      {"exp", "2"},
      {"sid", R"("f")"},   {"auth_time", "1"},
  };
  std::string json;
  for (const auto& [key, usual] : members) {
    const auto chosen = key == name ? value : usual;
    if (chosen.empty()) continue;
    json += (json.empty() ? "{\"" : ",\"") + std::string(key) + "\":" + std::string(chosen);
  }
  return json + "}";
}

TEST(Claims, B54_EveryClaimIsThereAndOfItsType) {
  ASSERT_TRUE(read_claims(with("", "")));
  for (const char* name : {"iss", "sub", "aud", "client_id", "jti", "iat", "exp"}) {
    EXPECT_FALSE(read_claims(with(name, ""))) << name;
  }
  for (const char* name : {"scope", "sid", "auth_time"}) {
    EXPECT_TRUE(read_claims(with(name, ""))) << name;
  }
  for (const char* name : {"iss", "sub", "aud", "client_id", "scope", "jti", "sid"}) {
    for (const char* value : {R"("")", "1", "true", "null", "{}"}) {
      EXPECT_FALSE(read_claims(with(name, value))) << name << value;
    }
  }
}

TEST(Claims, B54_InstantsAreIntegersBelowTwoToThe53) {
  for (const char* name : {"iat", "exp", "auth_time"}) {
    for (const char* value : {"0", "9007199254740991"}) {
      EXPECT_TRUE(read_claims(with(name, value))) << name << value;
    }
    for (const char* value : {R"("1700000000")", "1.5", "1700000000.0", "1e9", "1e300", "1e400",
                              "-1", "-0.0", "9007199254740992", "18446744073709551616", "null",
                              "true", "[]", "[1]", "01", "+1", "0x10"}) {
      EXPECT_FALSE(read_claims(with(name, value))) << name << value;
    }
  }
}

TEST(Claims, AnAudienceIsTextOrAListOfTexts) {
  EXPECT_EQ(read_claims(with("aud", R"(["a"])"))->audience, std::vector<std::string>{"a"});
  EXPECT_EQ(read_claims(with("aud", R"(["a","b"])"))->audience,
            (std::vector<std::string>{"a", "b"}));
  for (const char* value :
       {"[]", R"([""])", R"(["a",1])", R"(["a",null])", R"([["a"]])", R"({"a":"a"})"}) {
    EXPECT_FALSE(read_claims(with("aud", value))) << value;
  }
}

TEST(Claims, AScopeIsOfItsGrammar) {
  EXPECT_EQ(read_claims(with("scope", R"("b a")"))->scopes, (Scopes{"a", "b"}));
  for (const char* value : {R"(" a")", R"("a  b")", R"("a\tb")", R"("a\"b")", R"(["a"])"}) {
    EXPECT_FALSE(read_claims(with("scope", value))) << value;
  }
}

TEST(Claims, B54_NoNameComesTwiceOrHoldsNul) {
  for (
      const char* json : {
          R"({"iss":"i","iss":"i","sub":"s","aud":"a","client_id":"c","jti":"j","iat":1,"exp":2})",
          R"({"iss":"i","sub":"s","aud":"a","client_id":"c","jti":"j","iat":1,"exp":2,"exp":9})",
          R"({"iss":"i","iss\u0000x":"bad","sub":"s","aud":"a","client_id":"c","jti":"j","iat":1,"exp":2})",
          R"({"iss":"i","\u0069ss":"j","sub":"s","aud":"a","client_id":"c","jti":"j","iat":1,"exp":2})",
      }) {
    EXPECT_FALSE(read_claims(json)) << json;
  }
}

TEST(Claims, WhatItDoesNotKnowIsPassedOver) {
  auto json = with("", "");
  json.insert(1, R"("nbf":"?","extra":{"a":[1]},)");
  EXPECT_TRUE(read_claims(json));
}

TEST(Claims, OnlyAnObjectHoldsClaims) {
  for (const char* json : {"", "null", "[]", R"("iss")", "{", "{}"})
    EXPECT_FALSE(read_claims(json));
}

}  // namespace
}  // namespace chancery::crypto
