#include "domain/user_claims.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using enum ClaimTarget;

const User ada{.id = UserId("u1"),
               .email = "ada@example.org",
               .username = "ada",
               .email_verified = true,
               .roles = {"staff", "admin"},
               .claims = {{"department", "engines"}, {"birthdate", "1815-12-10"}, {"note", ""}}};

std::string released(const ReleasedClaims& rules, ClaimTarget target) {
  return codec::write_json(released_claims(ada, rules, target));
}

TEST(UserClaims, AnAccountMayHaveAnyButThoseTheAuthorityStates) {
  EXPECT_EQ(fault_of_claim("department", "engines"), std::nullopt);
  EXPECT_EQ(fault_of_claim("department", ""), std::nullopt);
  EXPECT_EQ(fault_of_claim("https://example.org/claim", "x"), std::nullopt);
  EXPECT_EQ(fault_of_claim(std::string(64, 'x'), std::string(4096, 'x')), std::nullopt);
  for (const auto& name : {std::string(), std::string(65, 'x'), std::string("a b"),
                           std::string("a\"b"), std::string("a\\b"), std::string("ä")}) {
    EXPECT_TRUE(fault_of_claim(name, "x")) << name;
  }
  EXPECT_TRUE(fault_of_claim("department", std::string(4097, 'x')));
  for (const auto* name : {"iss", "sub", "aud", "exp", "iat", "jti", "scope", "client_id", "sid",
                           "auth_time", "roles", "email", "email_verified"}) {
    EXPECT_TRUE(is_reserved_claim(name));
    EXPECT_TRUE(fault_of_claim(name, "x")) << name;
  }
}

TEST(UserClaims, AStandardOneIsOfItsForm) {
  EXPECT_EQ(fault_of_claim("birthdate", "1815-12-10"), std::nullopt);
  const auto fault = fault_of_claim("birthdate", "tomorrow");
  ASSERT_TRUE(fault);
  EXPECT_TRUE(fault->hint.starts_with("write YYYY-MM-DD")) << fault->hint;
}

TEST(UserClaims, ARuleNamesRolesStandardClaimsAndAnAccountsOwn) {
  for (const auto* name : {"roles", "email", "birthdate", "department", "updated_at"}) {
    EXPECT_TRUE(is_releasable_claim(name)) << name;
  }
  for (const auto* name : {"", "sub", "iss", "aud", "sid", "amr", "groups", "a b"}) {
    EXPECT_FALSE(is_releasable_claim(name)) << name;
  }
}

TEST(UserClaims, GoWhereTheRuleSaysAndNowhereElse) {
  const ReleasedClaims rules{{"roles", {access_token}},
                             {"department", {access_token, userinfo}},
                             {"birthdate", {id_token}},
                             {"email", {access_token}},
                             {"absent", {access_token, id_token, userinfo}}};
  EXPECT_EQ(released(rules, access_token),
            R"({"department":"engines","roles":["admin","staff"],"email":"ada@example.org"})");
  EXPECT_EQ(released(rules, id_token), R"({"birthdate":"1815-12-10"})");
  EXPECT_EQ(released(rules, userinfo), R"({"department":"engines"})");
  EXPECT_EQ(released({}, access_token), "{}");
}

TEST(UserClaims, EmptyOnesOfAnAccountsOwnAreTold) {
  EXPECT_EQ(released({{"note", {access_token}}}, access_token), R"({"note":""})");
}

TEST(UserClaims, ARuleForNoTargetReleasesNothing) {
  EXPECT_TRUE(releases_to({{"roles", {access_token}}}, access_token));
  EXPECT_FALSE(releases_to({{"roles", {access_token}}}, id_token));
  EXPECT_FALSE(releases_to({}, access_token));
}

TEST(UserClaims, TargetsHaveNames) {
  for (const auto target : claim_targets) EXPECT_EQ(parse_claim_target(name(target)), target);
  EXPECT_EQ(parse_claim_target("everywhere"), std::nullopt);
}

}  // namespace
}  // namespace chancery
