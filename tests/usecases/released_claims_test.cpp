// Roles and claims of users, as clients get them.

#include "tests/usecases/provider.hpp"

namespace chancery::test {
namespace {

using codec::Json;
using enum ClaimTarget;

class ReleasedClaimsTest : public testing::Test, protected Provider {
 protected:
  void release(Client& client, ReleasedClaims rules) {
    client.released_claims = std::move(rules);
    client = manage_clients.update(client, {}).value();
  }
  void give(std::set<std::string> roles, std::map<std::string, std::string> claims) {
    auto changed = *users.find(user.id);
    changed.roles = std::move(roles);
    changed.claims = std::move(claims);
    ASSERT_TRUE(manage_users.update(changed, command));
  }
  [[nodiscard]] std::string in_token(const inbound::TokenResponse& tokens) const {
    return codec::write_json(signer.signed_tokens.at(tokens.access_token.reveal()).more);
  }
};

TEST_F(ReleasedClaimsTest, AnAccessTokenHasWhatTheRegistrationSaysAndNoMore) {
  give({"staff", "admin"}, {{"department", "engines"}, {"note", "internal"}});
  EXPECT_EQ(in_token(*log_in()), "{}");
  release(app, {{"roles", {access_token}},
                {"department", {access_token, id_token}},
                {"note", {userinfo}},
                {"absent", {access_token}}});
  EXPECT_EQ(in_token(*log_in()), R"({"department":"engines","roles":["admin","staff"]})");
}

TEST_F(ReleasedClaimsTest, ARefreshTellsTheRolesOfNow) {
  release(app, {{"roles", {access_token}}});
  const auto tokens = log_in();
  EXPECT_EQ(in_token(*tokens), R"({"roles":[]})");
  give({"staff"}, {});
  EXPECT_EQ(in_token(*refresh(tokens->refresh_token->token)), R"({"roles":["staff"]})");
}

TEST_F(ReleasedClaimsTest, AClientsOwnTokenHasNoUserToTellOf) {
  release(app, {{"roles", {access_token}}});
  const auto tokens = issue_tokens.issue(app, inbound::ClientCredentialsRequest{}, context);
  ASSERT_TRUE(tokens);
  EXPECT_EQ(in_token(*tokens), "{}");
}

TEST_F(ReleasedClaimsTest, IdTokenAndUserinfoHaveTheirOwn) {
  give({"staff"}, {{"department", "engines"}, {"birthdate", "1815-12-10"}});
  release(shop, {{"roles", {id_token}}, {"department", {userinfo}}, {"birthdate", {id_token}}});
  const auto tokens = tokens_for(visitor);
  const auto& id_token_payload = payload(tokens);
  EXPECT_EQ(codec::write_json(*id_token_payload.find("roles")), R"(["staff"])");
  EXPECT_EQ(*id_token_payload.find("birthdate")->as_string(), "1815-12-10");
  EXPECT_EQ(id_token_payload.find("department"), nullptr);
  EXPECT_EQ(in_token(tokens), "{}");
  const auto info = read_userinfo.read(tokens.access_token);
  ASSERT_TRUE(info);
  EXPECT_EQ(*info->claims.find("department")->as_string(), "engines");
  EXPECT_EQ(info->claims.find("roles"), nullptr);
}

TEST_F(ReleasedClaimsTest, IntrospectionTellsWhatTheTokenTells) {
  give({"staff"}, {});
  release(app, {{"roles", {access_token}}});
  const auto tokens = log_in();
  const auto active = introspect_token.introspect(app, tokens->access_token);
  ASSERT_TRUE(active && *active);
  EXPECT_EQ(codec::write_json((*active)->more), R"({"roles":["staff"]})");
}

TEST_F(ReleasedClaimsTest, WhatNoAccountMayClaimOfItselfIsRefusedWhereItIsSet) {
  auto changed = *users.find(user.id);
  for (const auto* name : {"sub", "roles", "email", "scope", "", "a b"}) {
    changed.claims = {{name, "x"}};
    EXPECT_EQ(manage_users.update(changed, command).error().reason,
              inbound::UserRefusal::Reason::invalid_claim)
        << name;
  }
  EXPECT_EQ(
      manage_users
          .add({.id = UserId(""), .email = "b@example.org", .claims = {{"birthdate", "soon"}}}, {},
               command)
          .error()
          .reason,
      inbound::UserRefusal::Reason::invalid_claim);
}

TEST_F(ReleasedClaimsTest, AnAccountWithClaimsOfAnOlderReleaseCanStillBeSwitchedOff) {
  auto old = *users.find(user.id);
  old.claims = {{"birthdate", "soon"}};
  ASSERT_EQ(users.update(old, std::nullopt, {.type = AuditType::user_changed, .at = {}}),
            outbound::UpdateUserOutcome::updated);
  auto off = *users.find(user.id);
  off.disabled = true;
  EXPECT_TRUE(manage_users.update(off, command));
}

}  // namespace
}  // namespace chancery::test
