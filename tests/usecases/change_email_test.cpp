// Another e-mail address, where mail is sent: it counts once its mailbox has answered.

#include "tests/usecases/account_mail_fixture.hpp"

namespace chancery::test {
namespace {

class ChangeEmailTest : public AccountMailTest {
 protected:
  std::expected<inbound::AccountChanged, inbound::UserRefusal> move_to(
      const std::string& email, std::optional<std::optional<std::string>> username = {}) {
    return mailing.change(
        ada(), {.email = email, .username = username, .proof = {.current_password = user_password}},
        context);
  }

  ManageAccount mailing{accounts, tickets, account_mail, {hasher, factors, audit, slow_guesses}};
};

TEST_F(ChangeEmailTest, TheOldAddressCountsUntilTheNewOneIsConfirmed) {
  const auto asked = move_to("new@example.org");
  ASSERT_TRUE(asked);
  EXPECT_TRUE(asked->awaits_confirmation);
  EXPECT_EQ(asked->user, user) << "nothing has changed yet";
  ASSERT_EQ(mailbox.mails.size(), 1U);
  EXPECT_EQ(mailbox.mails[0].kind, MailKind::change_email);
  EXPECT_EQ(mailbox.mails[0].to, "new@example.org");
  EXPECT_EQ(redeem_ticket.preview(ticket())->email, "new@example.org");

  const auto tokens = log_in();
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "done");
  EXPECT_EQ(ada().email, "new@example.org");
  EXPECT_TRUE(ada().email_verified);
  EXPECT_TRUE(refresh(tokens->refresh_token->token));
  EXPECT_EQ(events(AuditType::user_changed).back().reason, "email_changed");
  ASSERT_EQ(mailbox.mails.size(), 2U);
  EXPECT_EQ(mailbox.mails[1].kind, MailKind::email_changed);
  EXPECT_EQ(mailbox.mails[1].to, "ada@example.org") << "whoever reads there is to know";
}

TEST_F(ChangeEmailTest, NeedsThePassword) {
  EXPECT_EQ(mailing.change(ada(), {.email = "new@example.org"}, context).error().reason,
            Reason::current_password_missing);
  EXPECT_EQ(
      mailing
          .change(ada(),
                  {.email = "new@example.org", .proof = {.current_password = Secret("wrong")}},
                  context)
          .error()
          .reason,
      Reason::current_password_wrong);
  EXPECT_TRUE(mailbox.mails.empty());
}

TEST_F(ChangeEmailTest, WhatElseIsChangedCountsAtOnce) {
  const auto asked = move_to("new@example.org", "countess");
  ASSERT_TRUE(asked);
  EXPECT_EQ(ada().username, "countess");
  EXPECT_EQ(ada().email, "ada@example.org");
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "done");
  EXPECT_EQ(ada().email, "new@example.org");
}

TEST_F(ChangeEmailTest, B80_AnAddressThatIsTakenIsNotToldToWhoAsks) {
  ASSERT_TRUE(manage_users.add({.id = UserId(""), .email = "bob@example.org"}, {}, command));
  const auto asked = move_to("BOB@example.org");
  ASSERT_TRUE(asked);
  EXPECT_TRUE(asked->awaits_confirmation);
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "email_taken");
  EXPECT_EQ(ada().email, "ada@example.org");
  EXPECT_TRUE(redeem_ticket.preview(ticket())) << "its reader did nothing wrong";
}

TEST_F(ChangeEmailTest, B83_AnotherPasswordEndsWhatIsOnItsWay) {
  ASSERT_TRUE(move_to("thief@example.net"));
  const auto stolen = ticket();
  forgot_password();
  EXPECT_EQ(told(reset(ticket())), "done");
  EXPECT_EQ(told(redeem_ticket.verify(stolen, context)), "invalid_link user_changed");
}

TEST_F(ChangeEmailTest, B83_AfterItALinkToTheOldAddressOpensNothing) {
  forgot_password();
  const auto to_old = ticket();
  ASSERT_TRUE(move_to("new@example.org"));
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "done");
  EXPECT_EQ(told(reset(to_old)), "invalid_link address_changed");
}

TEST_F(ChangeEmailTest, ANewerWishTakesThePlaceOfTheOlderAtOnce) {
  ASSERT_TRUE(move_to("typo@example.org"));
  const auto older = ticket();
  ASSERT_TRUE(move_to("new@example.org"));
  EXPECT_EQ(told(redeem_ticket.verify(older, context)), "invalid_link unknown");
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "done");
  EXPECT_EQ(ada().email, "new@example.org");
}

TEST_F(ChangeEmailTest, NobodyFillsAStrangersMailbox) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(move_to("new@example.org")) << i;
  const auto refused = move_to("new@example.org");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::too_many_attempts);
  EXPECT_GE(refused.error().retry_after, 1s);
  EXPECT_EQ(mailbox.mails.size(), 5U);
  EXPECT_FALSE(move_to("another@example.org")) << "one account sends no more, wherever it goes";
  clock.at += *refused.error().retry_after;
  EXPECT_TRUE(move_to("another@example.org"));
}

TEST_F(ChangeEmailTest, NorDoManyAccountsTogether) {
  int refused = 0;
  for (int i = 0; i < 8; ++i) {
    const auto name = "user" + std::to_string(i);
    const auto added = manage_users.add({.id = UserId(""), .email = name + "@example.org"},
                                        user_password, command);
    ASSERT_TRUE(added);
    const auto asked = mailing.change(
        *added, {.email = "NEW@example.org", .proof = {.current_password = user_password}},
        context);
    if (!asked) ++refused;
  }
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(mailbox.mails.size(), 5U);
}

TEST_F(ChangeEmailTest, OtherLettersOfTheSameAddressNeedNoMail) {
  const auto changed = mailing.change(ada(), {.email = "Ada@Example.org"}, context);
  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->awaits_confirmation);
  EXPECT_EQ(ada().email, "Ada@Example.org");
  EXPECT_TRUE(mailbox.mails.empty());
}

TEST_F(ChangeEmailTest, AnotherPasswordIsToldByMail) {
  ASSERT_TRUE(mailing.change_password(ada(),
                                      {.proof = {.current_password = user_password},
                                       .wanted = Secret("battery staple"),
                                       .login = FamilyId("x")},
                                      context));
  ASSERT_EQ(mailbox.mails.size(), 1U);
  EXPECT_EQ(mailbox.mails[0].kind, MailKind::password_changed);
  EXPECT_EQ(mailbox.mails[0].values.at("link"), "https://id.example/forgot-password");
}

}  // namespace
}  // namespace chancery::test
