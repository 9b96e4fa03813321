// Who guesses passwords becomes slow, and nobody else does.

#include <gtest/gtest.h>

#include "tests/usecases/slow_guesses_fixture.hpp"

namespace chancery::test {
namespace {

constexpr const char* elsewhere = "198.51.100.7";

TEST_F(SlowGuessesTest, B81_AfterFiveFailuresEachNextOneTakesTwiceAsLong) {
  fail(5);
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 900s, 900s}) {
    EXPECT_EQ(wrong(), wait);
    clock.at += wait - 1s;
    EXPECT_EQ(wrong(), 1s);
    clock.at += 1s;
    fail(1);
  }
}

TEST_F(SlowGuessesTest, B81_WhoHasToWaitIsNotLookedAtHoweverRightThePasswordIs) {
  fail(5);
  const auto hashes = hasher.verified;
  EXPECT_EQ(right().error().retry_after, 1s);
  EXPECT_EQ(hasher.verified, hashes);
  EXPECT_TRUE(database.snapshot().families.empty());
  clock.at += 1s;
  EXPECT_TRUE(right()) << "nobody is locked out";
}

TEST_F(SlowGuessesTest, B81_WaitingInVainIsNoFurtherFailure) {
  fail(5);
  const auto before = database.snapshot();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(wrong(), 1s);
  EXPECT_EQ(database.snapshot().attempts, before.attempts);
  EXPECT_EQ(database.snapshot().events, before.events) << "and fills no audit trail";
}

TEST_F(SlowGuessesTest, B81_EveryNameOfAnAccountIsTheAccount) {
  for (const auto* name : {"ada", "ADA", "Ada@Example.ORG", "ada@example.org", "aDa"})
    fail(1, name);
  for (const auto* name : {"ada", "ada@example.org", "ADA"}) EXPECT_EQ(wrong(name), 1s);
}

TEST_F(SlowGuessesTest, B81_EveryWayInIsCountedTogether) {
  fail(2);
  Visitor browser{*this};
  const auto login = std::get<inbound::GoToLogin>(browser.visit(request())).interaction;
  const auto type_wrong = [&] {
    const auto page = browser.try_login(login, "ada", Secret("wrong password"));
    return std::get<inbound::LoginPage>(page).retry_after;
  };
  EXPECT_EQ(type_wrong(), std::nullopt);
  EXPECT_EQ(type_wrong(), std::nullopt);
  const auto change = [&] {
    return manage_account
        .change_password(user,
                         {.proof = {.current_password = Secret("wrong")},
                          .wanted = Secret("battery staple"),
                          .login = FamilyId("none")},
                         context)
        .error();
  };
  EXPECT_EQ(change().reason, inbound::UserRefusal::Reason::current_password_wrong);

  EXPECT_EQ(wrong(), 1s);
  EXPECT_EQ(type_wrong(), 1s);
  const auto refusal = change();
  EXPECT_EQ(refusal.reason, inbound::UserRefusal::Reason::too_many_attempts);
  EXPECT_EQ(refusal.retry_after, 1s);
}

TEST_F(SlowGuessesTest, B81_WhoHasResetThePasswordIsNotKeptOutByWhoGuesses) {
  fail(5);
  go_to("192.0.2.1");
  EXPECT_EQ(right().error().retry_after, 1s);
  ASSERT_TRUE(request_account_mail.forgot_password("ada@example.org", context));
  answer_account_requests.answer(100);
  const auto& link = mailbox.mails.back().values.at("link");
  const Secret ticket(link.substr(link.find("?token=") + 7));
  ASSERT_TRUE(redeem_ticket.reset_password(ticket, Secret("battery staple"), context));
  EXPECT_TRUE(try_password("ada", Secret("battery staple")));
  go_to("192.0.2.2");
  EXPECT_EQ(wrong(), 1s) << "elsewhere it is as it was";
}

TEST_F(SlowGuessesTest, B80_NobodySeesWhetherTheAccountExists) {
  for (const auto* name : {"ada", "nobody", "nobody@example.org",
                           "\xd0\x90"
                           "da"}) {
    SCOPED_TRACE(name);
    fail(5, name);
    EXPECT_EQ(wrong(name), 1s);
    clock.at += 1s;
    fail(1, name);
    EXPECT_EQ(wrong(name), 2s);
  }
}

TEST_F(SlowGuessesTest, B80_WhatIsKeptNamesNobody) {
  struct Digests final : outbound::MessageMac {
    std::string compute(KeyUse use, std::string_view text) override {
      EXPECT_EQ(use, KeyUse::digest_attempts);
      texts.emplace_back(text);
      return std::to_string(std::hash<std::string_view>{}(text));
    }
    std::vector<std::string> texts;
  } hidden;
  SlowGuesses slow({attempt_store, hidden, audit, clock});
  slow.begin({.kind = AttemptKind::password,
              .user = user.id,
              .network = elsewhere,
              .device = Secret("device cookie")},
             context)
      ->was_right();
  EXPECT_EQ(std::set(hidden.texts.begin(), hidden.texts.end()).size(), 4U);
  for (const auto& [key, tally] : database.snapshot().attempts) {
    for (const auto& name : {user.id.value(), std::string(elsewhere), std::string("device")}) {
      EXPECT_EQ(key.value().find(name), std::string::npos);
    }
  }
}

TEST_F(SlowGuessesTest, ASuccessForgetsTheFailuresOfItsAccount) {
  fail(4);
  ASSERT_TRUE(right());
  fail(4);
  EXPECT_TRUE(right());
}

TEST_F(SlowGuessesTest, ASuccessLeavesNothingBehindButWhatItsAccountKnows) {
  ASSERT_TRUE(right());
  const auto first = database.snapshot().attempts;
  ASSERT_EQ(first.size(), 1U) << "the network";
  EXPECT_EQ(first.begin()->second,
            AttemptTally{.trusted_until = end_of_trust(clock.at, network_trust_lifetime)});
  ASSERT_TRUE(right());
  EXPECT_EQ(database.snapshot().attempts, first);
}

TEST_F(SlowGuessesTest, FailuresAreForgivenOneAnHour) {
  fail(4);
  clock.at += 1h;
  fail(1);
  EXPECT_TRUE(right());
}

TEST_F(SlowGuessesTest, WhereTheAccountIsAtHomeOthersGuessesAreNotFelt) {
  ASSERT_TRUE(right());
  go_to(elsewhere);
  fail(5);
  EXPECT_EQ(wrong(), 1s);
  go_to("192.0.2.1");
  EXPECT_TRUE(right());
  go_to(elsewhere);
  EXPECT_EQ(wrong(), 1s) << "what goes on at home forgives nobody elsewhere";
}

TEST_F(SlowGuessesTest, B81_AtHomeGuessesAreSlowedJustTheSame) {
  ASSERT_TRUE(right());
  fail(5);
  EXPECT_EQ(wrong(), 1s);
  EXPECT_EQ(slowed(), std::vector<std::string>{"place"});
  go_to(elsewhere);
  EXPECT_TRUE(right()) << "and only there";
}

TEST_F(SlowGuessesTest, AHomeThatWasLeftForAMonthIsForgotten) {
  ASSERT_TRUE(right());
  go_to(elsewhere);
  fail(5);
  go_to("192.0.2.1");
  clock.at += network_trust_lifetime + 24h;
  fail(5);
  EXPECT_EQ(slowed(), (std::vector<std::string>{"account", "account"}));
}

TEST_F(SlowGuessesTest, ABrowserThatTheAccountKnowsIsNotSlowedByOthers) {
  Visitor browser{*this};
  const auto log_in_there = [&](const Secret& guess) {
    const auto page = std::get<inbound::GoToLogin>(browser.visit(request({{"prompt", "login"}})));
    return browser.try_login(page.interaction, "ada", guess);
  };
  ASSERT_TRUE(std::holds_alternative<inbound::SignedIn>(log_in_there(user_password)));
  ASSERT_TRUE(browser.browser.device);
  const auto device = browser.browser.device->reveal();

  go_to(elsewhere);
  fail(5);
  EXPECT_EQ(wrong(), 1s);
  const auto outcome = log_in_there(user_password);
  ASSERT_TRUE(std::holds_alternative<inbound::SignedIn>(outcome));
  EXPECT_EQ(std::get<inbound::SignedIn>(outcome).new_device, std::nullopt) << "it has one";
  EXPECT_EQ(browser.browser.device->reveal(), device);

  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(std::get<inbound::LoginPage>(log_in_there(Secret("wrong"))).retry_after,
              std::nullopt);
  }
  EXPECT_EQ(std::get<inbound::LoginPage>(log_in_there(Secret("wrong"))).retry_after, 1s);
  EXPECT_EQ(slowed(), (std::vector<std::string>{"account", "device"}));
}

TEST_F(SlowGuessesTest, B81_ADeviceCookieThatNobodyGaveIsWorthNothing) {
  Visitor browser{*this};
  const auto login = std::get<inbound::GoToLogin>(browser.visit(request())).interaction;
  fail(5);
  browser.browser.device = Secret("invented");
  const auto page = browser.try_login(login, "ada", user_password);
  EXPECT_EQ(std::get<inbound::LoginPage>(page).retry_after, 1s);
}

TEST_F(SlowGuessesTest, ABrowserIsKnownToWhoSignedInWithItOnly) {
  ASSERT_TRUE(register_user.register_user(
      {.email = "eve@example.org", .password = user_password, .username = "eve"}, context));
  Visitor browser{*this};
  ASSERT_NE(answer(browser.through(request(), "eve"), "code"), "");
  const auto login = std::get<inbound::GoToLogin>(browser.visit(request({{"prompt", "login"}})));
  go_to(elsewhere);
  fail(5);
  const auto page = browser.try_login(login.interaction, "ada", user_password);
  EXPECT_EQ(std::get<inbound::LoginPage>(page).retry_after, 1s);
}

TEST_F(SlowGuessesTest, B81_ANetworkThatTriesManyAccountsBecomesSlow) {
  for (int i = 0; i < 50; ++i) fail(1, "user" + std::to_string(i));
  EXPECT_EQ(wrong("user50"), 1s);
  EXPECT_EQ(slowed(), std::vector<std::string>{"network"});
  go_to(elsewhere);
  fail(1, "user50");
}

TEST_F(SlowGuessesTest, B81_WhoOwnsAnAccountCannotWashTheirNetworkClean) {
  for (int i = 0; i < 49; ++i) fail(1, "user" + std::to_string(i));
  ASSERT_TRUE(right());
  fail(1, "user49");
  EXPECT_EQ(wrong("user50"), 1s);
  EXPECT_TRUE(right()) << "who is at home there has nothing to do with it";
}

TEST_F(SlowGuessesTest, ANetworkWithoutANameIsNotCounted) {
  go_to("");
  for (int i = 0; i < 60; ++i) fail(1, "user" + std::to_string(i));
  fail(5);
  EXPECT_EQ(wrong(), 1s) << "but its accounts are";
}

TEST_F(SlowGuessesTest, TheServersOfClientsAskForManyPeopleFromOneNetwork) {
  for (int i = 0; i < 60; ++i) {
    const auto tokens = issue_tokens.issue(
        app, inbound::PasswordRequest{"user" + std::to_string(i), user_password}, context);
    EXPECT_EQ(tokens.error().retry_after, std::nullopt);
  }
  ASSERT_TRUE(log_in());
  EXPECT_TRUE(slowed().empty());
  for (const auto& [key, tally] : database.snapshot().attempts) {
    EXPECT_EQ(tally.trusted_until, Instant{}) << "nor is it anybody's home";
  }
}

TEST_F(SlowGuessesTest, B81_ADisabledAccountIsToldApartByNothing) {
  auto blocked = *users.find(user.id);
  blocked.disabled = true;
  ASSERT_TRUE(manage_users.update(blocked, command));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(right().error().retry_after, std::nullopt);
  EXPECT_EQ(right().error().retry_after, 1s);
}

TEST_F(SlowGuessesTest, B86_AGuessThatWasNeverLookedAtCountsForNothing) {
  struct Overloaded final : outbound::PasswordHasher {
    PasswordHash hash(const Secret&) override { throw Unavailable("full"); }
    bool verify(const Secret&, const PasswordHash&) override { throw Unavailable("full"); }
    [[nodiscard]] bool is_current(const PasswordHash&) const override { return true; }
    [[nodiscard]] const PasswordHash& decoy() const override { return none; }
    PasswordHash none{"none"};
  } overloaded;
  ProvePassword proof({users, overloaded, audit, clock, slow_guesses});
  for (int i = 0; i < 60; ++i) {
    EXPECT_THROW(std::ignore = proof.prove({.login_name = "ada",
                                            .password = user_password,
                                            .client = app.id,
                                            .network = context.network},
                                           context),
                 Unavailable);
  }
  EXPECT_TRUE(database.snapshot().attempts.empty());
  fail(4);
  EXPECT_TRUE(right());
}

TEST_F(SlowGuessesTest, B81_ACountStaysWhenTheLoginFailsAfterwards) {
  fail(4);
  families.fault = FailingFamilyStore::Fault::before;
  EXPECT_THROW(std::ignore = right(), Unavailable);
  families.fault = FailingFamilyStore::Fault::none;
  go_to(elsewhere);
  fail(5);
  EXPECT_EQ(wrong(), 1s);
}

TEST_F(SlowGuessesTest, TheTrailSaysOnceThatAnAccountIsSlowed) {
  fail(5);
  clock.at += 1s;
  fail(1);
  const auto told = events(AuditType::attempts_slowed);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].reason, "account");
  EXPECT_EQ(told[0].user, user.id);
  EXPECT_EQ(told[0].client, public_app.id);
  EXPECT_EQ(told[0].origin, context.origin);
  EXPECT_EQ(told[0].request_id, context.request_id);
  EXPECT_EQ(events(AuditType::login_failed).size(), 6U);
}

}  // namespace
}  // namespace chancery::test
