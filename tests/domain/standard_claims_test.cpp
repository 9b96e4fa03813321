#include "domain/standard_claims.hpp"

#include <gtest/gtest.h>

#include "domain/claims_request.hpp"

namespace chancery {
namespace {

using codec::write_json;

User complete() {
  User user{.id = UserId("u1"), .email = "ada@example.org"};
  user.username = "ada";
  user.updated_at = Instant(Lifetime(1000));
  for (const auto& claim : standard_claims()) {
    if (claim.type == StandardClaim::Type::text) user.claims[std::string(claim.name)] = "x";
  }
  user.claims["birthdate"] = "1815-12-10";
  user.claims["address"] = R"({"country":"GB"})";
  user.claims["phone_number_verified"] = "true";
  return user;
}

TEST(StandardClaimsTest, EveryScopeHasItsClaimsEachOfItsType) {
  const auto user = complete();
  EXPECT_EQ(claims_of(user, {"openid", "profile"}, {}).size(), 14U);
  EXPECT_EQ(write_json(claims_of(user, {"email"}, {})),
            R"({"email":"ada@example.org","email_verified":false})");
  EXPECT_EQ(write_json(claims_of(user, {"address"}, {})), R"({"address":{"country":"GB"}})");
  EXPECT_EQ(write_json(claims_of(user, {"phone"}, {})),
            R"({"phone_number":"x","phone_number_verified":true})");
  EXPECT_EQ(claims_of(user, {"openid", "orders"}, {}).size(), 0U);
  EXPECT_EQ(write_json(claims_of(user, {}, {"preferred_username", "updated_at", "unknown"})),
            R"({"preferred_username":"ada","updated_at":1000})");
}

TEST(StandardClaimsTest, WhatIsNotThereOrNotInTheRightFormIsLeftOut) {
  User user{.id = UserId("u1"), .email = "ada@example.org"};
  user.claims = {{"birthdate", "soon"}, {"address", "here"}, {"name", ""}, {"secret_note", "x"}};
  EXPECT_EQ(claims_of(user, {"profile", "address"}, {"secret_note"}).size(), 1U) << "updated_at";
}

TEST(StandardClaimsTest, ValuesAreChecked) {
  const struct {
    const char* claim;
    const char* text;
    bool fine;
  } cases[] = {
      {"birthdate", "1815-12-10", true},
      {"birthdate", "0000-02-29", true},
      {"birthdate", "1815", true},
      {"birthdate", "0000", false},
      {"birthdate", "1900-02-29", false},
      {"birthdate", "1815-13-01", false},
      {"birthdate", "1815-12-1", false},
      {"birthdate", "1815/12/10", false},
      {"birthdate", "", false},
      {"email_verified", "true", true},
      {"phone_number_verified", "TRUE", false},
      {"phone_number_verified", "1", false},
      {"address", R"({"formatted":"a"})", true},
      {"address", R"({"street":"a"})", false},
      {"address", R"({"country":1})", false},
      {"address", R"({"country":""})", false},
      {"address", "{}", false},
      {"address", "a street", false},
      {"name", "Ada", true},
      {"name", "", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(is_claim_value(*find_standard_claim(c.claim), c.text), c.fine)
        << c.claim << ' ' << c.text;
  }
}

TEST(ClaimsRequestTest, ReadsTheParameterAndWritesItAgain) {
  const auto claims = ClaimsRequest::parse(
      R"({"userinfo":{"name":{"essential":true},"name#de":null,"email":null},)"
      R"("id_token":{"acr":{"values":["1",2]},"sub":{"value":"u1"}},"other":1})");
  ASSERT_TRUE(claims);
  EXPECT_EQ(names(claims->userinfo), (std::set<std::string>{"email", "name"}));
  EXPECT_TRUE(claims->userinfo.at("name").essential);
  EXPECT_EQ(claims->id_token.at("acr").values, std::vector<std::string>{"1"});
  EXPECT_EQ(claims->id_token.at("sub").values, std::vector<std::string>{"u1"});
  EXPECT_EQ(ClaimsRequest::from_json(claims->to_json()), claims);
  EXPECT_EQ(ClaimsRequest::parse("{}"), ClaimsRequest{});
}

TEST(ClaimsRequestTest, RefusesWhatIsNotOfItsForm) {
  for (const auto* text :
       {"", "[]", "null", R"({"userinfo":[]})", R"({"userinfo":{"name":1}})",
        R"({"id_token":{"name":{"essential":"yes"}}})", R"({"id_token":{"name":{"values":"x"}}})",
        R"({"id_token":{},"id_token":{}})"}) {
    EXPECT_FALSE(ClaimsRequest::parse(text)) << text;
  }
}

}  // namespace
}  // namespace chancery
