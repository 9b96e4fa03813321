// Registration, and what users do to their own accounts.

#include <gtest/gtest.h>

#include "domain/password_policy.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

using Reason = inbound::UserRefusal::Reason;

class RegisterUserTest : public testing::Test, protected World {
 protected:
  Accounts::Outcome sign_up(std::string email, std::optional<std::string> username = {},
                            std::string chosen = "correct horse") {
    auto registered = register_user.register_user(
        {.email = std::move(email), .password = Secret(chosen), .username = std::move(username)},
        context);
    if (!registered) return std::unexpected(registered.error());
    return registered->user.value();
  }
};

TEST_F(RegisterUserTest, ANewAccountIsPlainAndMayLogIn) {
  const auto added = sign_up("bob@example.org", "bob");
  ASSERT_TRUE(added);
  EXPECT_EQ(users.find(added->id), *added);
  EXPECT_TRUE(added->roles.empty());
  EXPECT_FALSE(added->email_verified);
  EXPECT_EQ(added->created_at, clock.at);
  const auto event = events(AuditType::user_created).back();
  EXPECT_EQ(event.reason, "registered");
  EXPECT_EQ(event.origin, context.origin);
  EXPECT_EQ(event.request_id, context.request_id);
  EXPECT_TRUE(issue_tokens.issue(app, inbound::PasswordRequest{"bob", user_password}, context));
}

TEST_F(RegisterUserTest, B80_ATakenNameCostsTheSameHashAsAFreeOne) {
  const auto hashes = [&](auto register_one) {
    const auto before = hasher.hashed;
    register_one();
    return hasher.hashed - before;
  };
  EXPECT_EQ(hashes([&] { EXPECT_TRUE(sign_up("new@example.org")); }), 1);
  EXPECT_EQ(
      hashes([&] { EXPECT_EQ(sign_up("ADA@example.org").error().reason, Reason::email_taken); }),
      1);
  EXPECT_EQ(hashes([&] {
              EXPECT_EQ(sign_up("x@example.org", "ADA").error().reason, Reason::username_taken);
            }),
            1);
}

TEST_F(RegisterUserTest, B84_B85_WhatCannotBeStoredIsRefusedBeforeAnyHash) {
  const auto before = hasher.hashed;
  EXPECT_EQ(sign_up("no address").error().reason, Reason::invalid_email);
  EXPECT_EQ(sign_up("b@example.org",
                    "\xd0\x90"
                    "da")
                .error()
                .reason,
            Reason::invalid_username);
  EXPECT_EQ(sign_up("b@example.org", {}, "7 chars").error().reason, Reason::weak_password);
  EXPECT_EQ(sign_up("b@example.org", {}, std::string(1025, 'x')).error().reason,
            Reason::weak_password);
  EXPECT_EQ(hasher.hashed, before);
}

TEST_F(RegisterUserTest, WhatOthersHadOrNamesTheOwnerIsNoPassword) {
  const auto refusal = [&](std::string chosen) {
    return sign_up("bob.builder@example.org", "bobby", std::move(chosen)).error();
  };
  const auto before = hasher.hashed;
  for (const char* chosen : {"password1", "bob.builder", "Bobby123", "id.example"}) {
    EXPECT_EQ(refusal(chosen).reason, Reason::weak_password) << chosen;
    EXPECT_EQ(refusal(chosen).message.find(chosen), std::string::npos);
  }
  EXPECT_EQ(hasher.hashed, before);
}

TEST_F(RegisterUserTest, WhatIsLookedUpIsTheNormalForm) {
  blocklist.listed = {"caf\u00e9 au lait"};
  EXPECT_EQ(sign_up("b@example.org", {}, "cafe\u0301 au lait").error().reason,
            Reason::weak_password);
}

TEST_F(RegisterUserTest, WithoutTheListNobodyChoosesAPassword) {
  blocklist.broken = true;
  EXPECT_THROW(std::ignore = sign_up("b@example.org"), Unavailable);
}

class ManageAccountTest : public testing::Test, protected World {
 protected:
  Accounts::Outcome change(const inbound::AccountChange& wanted) {
    auto changed = manage_account.change(*users.find(user.id), wanted, context);
    if (!changed) return std::unexpected(changed.error());
    EXPECT_FALSE(changed->awaits_confirmation);
    return changed->user;
  }
  std::expected<void, inbound::UserRefusal> change_password(std::string current,
                                                            std::string wanted) {
    return manage_account.change_password(*users.find(user.id),
                                          {.proof = {.current_password = Secret(current)},
                                           .wanted = Secret(wanted),
                                           .login = in_login},
                                          context);
  }
  FamilyId in_login{"no login"};
  void verify_email() {
    auto verified = *users.find(user.id);
    verified.email_verified = true;
    ASSERT_TRUE(manage_users.update(verified, command));
  }
};

TEST_F(ManageAccountTest, AUsernameIsChangedWithoutAPassword) {
  clock.at += 5s;
  const auto changed = change({.username = "countess"});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->username, "countess");
  EXPECT_EQ(changed->updated_at, clock.at);
  EXPECT_EQ(users.find(user.id), *changed);
  EXPECT_EQ(hasher.verified, 0);
  EXPECT_EQ(events(AuditType::user_changed).back().reason, "self");

  EXPECT_EQ(change({.username = std::optional<std::string>()})->username, std::nullopt);
}

TEST_F(ManageAccountTest, AChangeOfNothingWritesNothing) {
  const auto before = events(AuditType::user_changed).size();
  clock.at += 5s;
  EXPECT_EQ(change({}), user);
  EXPECT_EQ(change({.email = user.email, .username = user.username}), user);
  EXPECT_EQ(events(AuditType::user_changed).size(), before);
}

TEST_F(ManageAccountTest, B90_AnotherEmailNeedsThePasswordAndIsNotVerified) {
  verify_email();
  EXPECT_EQ(change({.email = "new@example.org"}).error().reason, Reason::current_password_missing);
  EXPECT_EQ(change({.email = "new@example.org", .proof = {.current_password = Secret("wrong")}})
                .error()
                .reason,
            Reason::current_password_wrong);
  EXPECT_TRUE(users.find(user.id)->email_verified);
  EXPECT_EQ(events(AuditType::login_failed).back().reason, "wrong_current_password");

  const auto changed =
      change({.email = "new@example.org", .proof = {.current_password = user_password}});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->email, "new@example.org");
  EXPECT_FALSE(changed->email_verified);
}

TEST_F(ManageAccountTest, TheSameEmailInOtherLettersIsNoOther) {
  verify_email();
  const auto changed = change({.email = "Ada@Example.org"});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->email, "Ada@Example.org");
  EXPECT_TRUE(changed->email_verified);
}

TEST_F(ManageAccountTest, WhatIsRefusedAnywayCostsNoHash) {
  EXPECT_EQ(
      change({.email = "no address", .proof = {.current_password = user_password}}).error().reason,
      Reason::invalid_email);
  EXPECT_EQ(change_password("correct horse", "short").error().reason, Reason::weak_password);
  EXPECT_EQ(
      change({.email = "new@example.org",
              .proof = {.current_password = Secret(std::string(max_password_length + 1, 'x'))}})
          .error()
          .reason,
      Reason::current_password_wrong);
  EXPECT_EQ(hasher.verified, 0);
}

TEST_F(ManageAccountTest, ANameThatIsTakenIsTold) {
  ASSERT_TRUE(register_user.register_user(
      {.email = "bob@example.org", .password = user_password, .username = "bob"}, context));
  EXPECT_EQ(change({.email = "BOB@example.org", .proof = {.current_password = user_password}})
                .error()
                .reason,
            Reason::email_taken);
  EXPECT_EQ(change({.username = "BOB"}).error().reason, Reason::username_taken);
}

TEST_F(ManageAccountTest, AnAccountThatChangedMeanwhileIsNotOverwritten) {
  const auto as_found = user;
  ASSERT_TRUE(change({.username = "countess"}));
  EXPECT_EQ(manage_account.change(as_found, {.username = "lovelace"}, context).error().reason,
            Reason::changed_meanwhile);
  EXPECT_EQ(users.find(user.id)->username, "countess");
}

TEST_F(ManageAccountTest, B73_AnotherPasswordEndsEveryOtherLogin) {
  const auto here = log_in();
  const auto elsewhere = log_in();
  in_login = here->login.value();
  ASSERT_TRUE(change_password("correct horse", "battery staple"));
  EXPECT_EQ(refresh(elsewhere->refresh_token->token).error().code, OAuthErrorCode::invalid_grant);
  EXPECT_FALSE(authenticate_bearer.authenticate(elsewhere->access_token));
  EXPECT_TRUE(authenticate_bearer.authenticate(here->access_token));
  EXPECT_TRUE(refresh(here->refresh_token->token));
  EXPECT_FALSE(log_in());
  EXPECT_TRUE(
      issue_tokens.issue(app, inbound::PasswordRequest{"ada", Secret("battery staple")}, context));
}

TEST_F(ManageAccountTest, B73_APasswordIsNotSetOverOneThatWasSetMeanwhile) {
  const auto as_found = *users.find(user.id);
  ASSERT_TRUE(change_password("correct horse", "battery staple"));
  EXPECT_EQ(manage_account
                .change_password(as_found,
                                 {.proof = {.current_password = Secret("battery staple")},
                                  .wanted = Secret("another password"),
                                  .login = in_login},
                                 context)
                .error()
                .reason,
            Reason::changed_meanwhile);
  EXPECT_TRUE(
      issue_tokens.issue(app, inbound::PasswordRequest{"ada", Secret("battery staple")}, context));
}

TEST_F(ManageAccountTest, AWrongPasswordChangesNone) {
  EXPECT_EQ(change_password("wrong", "battery staple").error().reason,
            Reason::current_password_wrong);
  EXPECT_TRUE(log_in());
}

TEST_F(ManageAccountTest, AnotherPasswordPassesTheSameRulesAsTheFirst) {
  for (const char* wanted : {"password1", "ada@example.org", "short"}) {
    EXPECT_EQ(change_password("correct horse", wanted).error().reason, Reason::weak_password);
    EXPECT_EQ(manage_users.set_password(user.id, Secret(wanted), command).error().reason,
              Reason::weak_password);
  }
  EXPECT_EQ(hasher.verified, 0);
  EXPECT_TRUE(log_in());
}

TEST_F(ManageAccountTest, AnAccountWithoutAPasswordHasNoneThatIsRight) {
  const auto bare =
      manage_users.add({.id = UserId(""), .email = "bare@example.org"}, std::nullopt, command);
  EXPECT_EQ(manage_account
                .change_password(*bare,
                                 {.proof = {.current_password = Secret("decoy")},
                                  .wanted = user_password,
                                  .login = in_login},
                                 context)
                .error()
                .reason,
            Reason::current_password_wrong);
  EXPECT_EQ(hasher.verified, 1);
}

TEST_F(ManageAccountTest, ThePasswordOfWhoeverHasTheAddressNowProvesNothing) {
  const auto as_found = user;
  ASSERT_TRUE(change({.email = "new@example.org", .proof = {.current_password = user_password}}));
  ASSERT_TRUE(register_user.register_user(
      {.email = user.email, .password = Secret("another password")}, context));
  EXPECT_EQ(manage_account
                .change_password(as_found,
                                 {.proof = {.current_password = Secret("another password")},
                                  .wanted = Secret("battery staple"),
                                  .login = in_login},
                                 context)
                .error()
                .reason,
            Reason::current_password_wrong);
}

TEST_F(ManageAccountTest, ADeletedAccountsLoginsHaveEnded) {
  const auto tokens = log_in();
  ASSERT_TRUE(manage_account.remove(user, {.current_password = user_password}, context));
  EXPECT_FALSE(users.find(user.id));
  EXPECT_FALSE(authenticate_bearer.authenticate(tokens->access_token));
  EXPECT_FALSE(refresh(tokens->refresh_token->token));
  EXPECT_EQ(events(AuditType::user_removed).back().reason, "self");
}

TEST_F(ManageAccountTest, AnAccountIsDeletedWithItsPasswordOnly) {
  EXPECT_EQ(manage_account.remove(user, {}, context).error().reason,
            Reason::current_password_missing);
  EXPECT_EQ(
      manage_account.remove(user, {.current_password = Secret("wrong")}, context).error().reason,
      Reason::current_password_wrong);
  EXPECT_TRUE(users.find(user.id));
  EXPECT_EQ(events(AuditType::login_failed).back().reason, "wrong_current_password");
}

TEST_F(ManageAccountTest, B87_ALoginByOneFactorIsNotEnoughWhereThereAreTwo) {
  const outbound::TotpFactor phone{
      .id = FactorId("f"), .user = user.id, .name = "phone", .sealed_key = "sealed"};
  const AuditEvent added{.type = AuditType::factor_added, .at = clock.now()};
  ASSERT_NE(factors.enrol_totp(phone, {}, added), outbound::EnrolOutcome::unknown_user);
  for (const std::string acr : {"", "1"}) {
    const inbound::OwnerProof weak{.current_password = user_password, .acr = acr};
    const auto hashed = hasher.hashed;
    EXPECT_EQ(manage_account.remove(user, weak, context).error().reason,
              Reason::second_factor_needed);
    EXPECT_EQ(change({.email = "new@example.org", .proof = weak}).error().reason,
              Reason::second_factor_needed);
    EXPECT_EQ(
        manage_account
            .change_password(user, {.proof = weak, .wanted = Secret("battery staple")}, context)
            .error()
            .reason,
        Reason::second_factor_needed);
    EXPECT_EQ(hasher.hashed, hashed);
  }
  EXPECT_TRUE(change({.username = "countess"})) << "a name is no way in";
  EXPECT_TRUE(manage_account.remove(*users.find(user.id),
                                    {.current_password = user_password, .acr = "2"}, context));
}

}  // namespace
}  // namespace chancery::test
