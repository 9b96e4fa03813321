// Forgotten passwords and addresses to be proved, from the request to the link in the mail.

#include "tests/usecases/account_mail_fixture.hpp"

namespace chancery::test {
namespace {

TEST_F(AccountMailTest, AForgottenPasswordIsReplacedByWhoReadsTheMail) {
  const auto tokens = log_in();
  forgot_password("ADA@example.org");
  ASSERT_EQ(mailbox.mails.size(), 1U);
  const auto& mail = mailbox.mails.front();
  EXPECT_EQ(mail.kind, MailKind::reset_password);
  EXPECT_EQ(mail.to, "ada@example.org") << "as the account has it, not as it was typed";
  EXPECT_EQ(mail.values.at("name"), "ada");
  EXPECT_EQ(told(reset(ticket())), "done");

  EXPECT_FALSE(log_in_with("correct horse"));
  EXPECT_TRUE(log_in_with("battery staple"));
  EXPECT_TRUE(ada().email_verified) << "the mail was read";
  EXPECT_EQ(refresh(tokens->refresh_token->token).error().code, OAuthErrorCode::invalid_grant);
  EXPECT_FALSE(authenticate_bearer.authenticate(tokens->access_token));
  EXPECT_EQ(events(AuditType::ticket_issued).back().reason, "reset_password");
  EXPECT_EQ(events(AuditType::user_changed).back().reason, "password_reset");
  EXPECT_EQ(mailbox.mails.back().kind, MailKind::password_changed);
  EXPECT_EQ(mailbox.mails.back().to, "ada@example.org");
}

TEST_F(AccountMailTest, B80_WhatAnybodyAsksForLooksAtNoAccount) {
  const auto written = [&](const std::string& email) {
    EXPECT_TRUE(request_account_mail.forgot_password(email, context));
    EXPECT_TRUE(request_account_mail.verify_email(email, context));
    const auto before = database.snapshot();
    EXPECT_TRUE(mailbox.mails.empty());
    EXPECT_TRUE(before.account_tickets.empty());
    EXPECT_TRUE(before.events.size() == events_at_first) << "nothing that tells of an account";
    const auto count = rows();
    database.with([](memory::Tables& t) { t.account_requests.clear(); });
    return count;
  };
  events_at_first = database.snapshot().events.size();
  EXPECT_EQ(written("ada@example.org"), 2U);
  EXPECT_EQ(written("nobody@example.org"), 2U);
}

TEST_F(AccountMailTest, B80_NobodyWithoutAnAccountGetsAMail) {
  forgot_password("nobody@example.org");
  ASSERT_TRUE(request_account_mail.verify_email("nobody@example.org", context));
  look_at_requests();
  EXPECT_TRUE(mailbox.mails.empty());
  EXPECT_EQ(rows(), 0U);
}

TEST_F(AccountMailTest, WhatIsNoAddressOrCannotBeMailedIsRefused) {
  EXPECT_EQ(request_account_mail.forgot_password("no address", context).error().reason,
            Reason::invalid_email);
  EXPECT_EQ(request_account_mail.forgot_password("ada", context).error().reason,
            Reason::invalid_email);
  RequestAccountMail without_mail(account_requests, no_mail);
  EXPECT_EQ(without_mail.forgot_password("ada@example.org", context).error().reason,
            Reason::no_mail);
  EXPECT_EQ(without_mail.verify_email("ada@example.org", context).error().reason, Reason::no_mail);
  EXPECT_EQ(rows(), 0U);
}

TEST_F(AccountMailTest, B83_ATicketIsGoodOnce) {
  forgot_password();
  const auto sent = ticket();
  EXPECT_EQ(told(reset(sent, "battery staple")), "done");
  EXPECT_EQ(told(reset(sent, "another password")), "invalid_link unknown");
  EXPECT_TRUE(log_in_with("battery staple"));
}

TEST_F(AccountMailTest, B83_WhoWaitedForTheOwnerOfAnAddressIsShutOut) {
  auto planted = ada();
  planted.email_verified = false;
  ASSERT_TRUE(manage_users.update(planted, command));
  const outbound::TotpFactor app_of_a_stranger{
      .id = FactorId("f"), .user = user.id, .name = "Trojan", .sealed_key = "sealed"};
  const auto added = AuditEvent{.type = AuditType::factor_added, .at = clock.now()};
  ASSERT_NE(factors.enrol_totp(app_of_a_stranger, {}, added), outbound::EnrolOutcome::unknown_user);
  forgot_password();
  EXPECT_EQ(told(reset(ticket())), "done");
  EXPECT_FALSE(factors.enrolled(user.id).any());
  EXPECT_EQ(events(AuditType::factor_removed).back().reason, "unverified");

  ASSERT_NE(factors.enrol_totp(app_of_a_stranger, {}, added), outbound::EnrolOutcome::unknown_user);
  clock.at += ticket_pause;
  forgot_password();
  EXPECT_EQ(told(reset(ticket())), "done");
  EXPECT_TRUE(factors.enrolled(user.id).any()) << "the owner's own are kept";
}

TEST_F(AccountMailTest, B83_ANewerTicketTakesThePlaceOfTheOlder) {
  forgot_password();
  const auto older = ticket();
  clock.at += ticket_pause;
  forgot_password();
  EXPECT_EQ(told(reset(older)), "invalid_link unknown");
  EXPECT_EQ(told(reset(ticket())), "done");
}

TEST_F(AccountMailTest, B83_ATicketIsOverAfterAnHourToTheSecond) {
  forgot_password();
  clock.at += 1h;
  EXPECT_EQ(told(reset(ticket())), "invalid_link expired");
  clock.at -= 1s;
  EXPECT_EQ(told(reset(ticket())), "done");
}

TEST_F(AccountMailTest, B83_ATicketIsOverWhenTheAccountHasAnotherAddress) {
  forgot_password();
  auto moved = ada();
  moved.email = "new@example.org";
  ASSERT_TRUE(manage_users.update(moved, command));
  EXPECT_EQ(told(reset(ticket())), "invalid_link address_changed");
}

TEST_F(AccountMailTest, B83_ATicketIsOverWhenThePasswordWasChanged) {
  forgot_password();
  ASSERT_TRUE(manage_users.set_password(user.id, Secret("a third password"), command));
  EXPECT_EQ(told(reset(ticket())), "invalid_link user_changed");
  EXPECT_TRUE(log_in_with("a third password"));
}

TEST_F(AccountMailTest, B83_ATicketIsOverWhenTheAccountIsOffOrGone) {
  forgot_password();
  auto off = ada();
  off.disabled = true;
  ASSERT_TRUE(manage_users.update(off, command));
  EXPECT_EQ(told(reset(ticket())), "invalid_link user_gone");
  ASSERT_TRUE(manage_users.remove(user.id, command));
  EXPECT_EQ(told(reset(ticket())), "invalid_link user_gone");
}

TEST_F(AccountMailTest, ADisabledAccountGetsNoMail) {
  auto off = ada();
  off.disabled = true;
  ASSERT_TRUE(manage_users.update(off, command));
  forgot_password();
  EXPECT_TRUE(mailbox.mails.empty());
}

TEST_F(AccountMailTest, B83_TheStoreKeepsNoTicketThatCouldBeUsed) {
  forgot_password();
  const auto stored = database.snapshot().account_tickets;
  ASSERT_EQ(stored.size(), 1U);
  const auto& kept = stored.begin()->second;
  EXPECT_NE(kept.id.value(), ticket().reveal());
  EXPECT_EQ(told(reset(Secret(kept.id.value()))), "invalid_link unknown");
}

TEST_F(AccountMailTest, B83_WhatIsNoTicketIsNone) {
  for (const auto* text : {"", "x", "../..", "AAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_EQ(told(reset(Secret(text))), "invalid_link malformed") << text;
    EXPECT_EQ(told(redeem_ticket.verify(Secret(text), context)), "invalid_link malformed") << text;
    EXPECT_FALSE(redeem_ticket.preview(Secret(text))) << text;
  }
}

TEST_F(AccountMailTest, B83_ATicketServesItsPurposeAndNoOther) {
  forgot_password();
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "invalid_link other_purpose");
  ASSERT_TRUE(request_account_mail.verify_email("ada@example.org", context));
  look_at_requests();
  EXPECT_EQ(mailbox.mails.back().kind, MailKind::verify_email);
  EXPECT_EQ(told(reset(ticket())), "invalid_link other_purpose");
}

TEST_F(AccountMailTest, AWeakPasswordLeavesTheTicketAndCostsNoHash) {
  forgot_password();
  const auto before = hasher.hashed;
  EXPECT_EQ(told(reset(ticket(), "short")), "weak_password");
  EXPECT_EQ(told(reset(Secret("bogus"), "battery staple")), "invalid_link malformed");
  EXPECT_EQ(hasher.hashed, before);
  EXPECT_EQ(told(reset(ticket())), "done");
}

TEST_F(AccountMailTest, B82_LinksBeginWithTheConfiguredIssuer) {
  forgot_password();
  const std::string prefix = "https://id.example/reset-password?token=";
  EXPECT_TRUE(mailbox.mails.back().values.at("link").starts_with(prefix));
  ASSERT_TRUE(request_account_mail.verify_email("ada@example.org", context));
  look_at_requests();
  EXPECT_TRUE(
      mailbox.mails.back().values.at("link").starts_with("https://id.example/verify?token="));
}

TEST_F(AccountMailTest, WhoeverAsksAgainAtOnceFillsNoMailboxAndKillsNoLink) {
  forgot_password();
  const auto sent = ticket();
  clock.at += ticket_pause - 1s;
  forgot_password();
  EXPECT_EQ(mailbox.mails.size(), 1U);
  EXPECT_EQ(told(reset(sent)), "done");
  forgot_password();
  EXPECT_EQ(mailbox.mails.back().kind, MailKind::reset_password) << "the last one was used";
}

TEST_F(AccountMailTest, ManyRequestsForOneAddressAreOne) {
  for (const auto* email : {"ada@example.org", "Ada@Example.org", "ADA@EXAMPLE.ORG"}) {
    ASSERT_TRUE(request_account_mail.forgot_password(email, context));
  }
  EXPECT_EQ(rows(), 1U);
  EXPECT_EQ(answer_account_requests.answer(100).answered, 1U);
  EXPECT_EQ(mailbox.mails.size(), 1U);
}

TEST_F(AccountMailTest, ARequestThatCouldNotBeAnsweredIsTriedAgain) {
  ASSERT_TRUE(request_account_mail.forgot_password("ada@example.org", context));
  mailbox.broken = true;
  EXPECT_THROW(answer_account_requests.answer(1), Unavailable);
  mailbox.broken = false;
  clock.at += account_request_lease - 1s;
  EXPECT_EQ(answer_account_requests.answer(1).answered, 0U) << "somebody has it";
  clock.at += 1s;
  EXPECT_EQ(answer_account_requests.answer(1).answered, 1U);
  ASSERT_EQ(mailbox.mails.size(), 1U) << "the pause does not hold up the same request";
  EXPECT_EQ(told(reset(ticket())), "done");
}

TEST_F(AccountMailTest, ARequestIsGivenUpAfterAnHour) {
  ASSERT_TRUE(request_account_mail.forgot_password("ada@example.org", context));
  clock.at += account_request_lifetime;
  EXPECT_EQ(answer_account_requests.answer(1),
            (inbound::AnswerAccountRequests::Tally{.answered = 0, .dropped = 1}));
  EXPECT_TRUE(mailbox.mails.empty());
  EXPECT_EQ(rows(), 0U);
}

TEST_F(AccountMailTest, AnAddressIsProvedByALinkThatWasSentThere) {
  ASSERT_TRUE(request_account_mail.verify_email("ada@example.org", context));
  look_at_requests();
  const auto sent = ticket();
  const auto preview = redeem_ticket.preview(sent);
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->purpose, TicketPurpose::verify_email);
  EXPECT_EQ(preview->email, "ada@example.org");
  EXPECT_FALSE(ada().email_verified) << "a look changes nothing";

  const auto tokens = log_in();
  clock.at += 24h - 1s;
  EXPECT_EQ(told(redeem_ticket.verify(sent, context)), "done");
  EXPECT_TRUE(ada().email_verified);
  EXPECT_EQ(ada().updated_at, clock.at);
  EXPECT_TRUE(refresh(tokens->refresh_token->token)) << "no login ends";
  EXPECT_EQ(told(redeem_ticket.verify(sent, context)), "invalid_link unknown");
  EXPECT_EQ(events(AuditType::user_changed).back().reason, "email_verified");
}

TEST_F(AccountMailTest, ALinkToVerifyIsOverAfterADay) {
  ASSERT_TRUE(request_account_mail.verify_email("ada@example.org", context));
  look_at_requests();
  clock.at += 24h;
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "invalid_link expired");
  EXPECT_FALSE(redeem_ticket.preview(ticket()));
}

TEST_F(AccountMailTest, AnAddressThatIsVerifiedNeedsNoLink) {
  auto verified = ada();
  verified.email_verified = true;
  ASSERT_TRUE(manage_users.update(verified, command));
  ASSERT_TRUE(request_account_mail.verify_email("ada@example.org", context));
  look_at_requests();
  EXPECT_TRUE(mailbox.mails.empty());
}

TEST_F(AccountMailTest, MailsAreInTheLanguageOfTheAccountBeforeTheAskers) {
  context.languages = "fr,en";
  forgot_password();
  EXPECT_EQ(mailbox.mails.back().locale, "fr,en");
  auto german = ada();
  german.claims = {{"locale", "de"}, {"name", "Ada Lovelace"}};
  ASSERT_TRUE(manage_users.update(german, command));
  clock.at += ticket_pause;
  forgot_password();
  EXPECT_EQ(mailbox.mails.back().locale, "de,fr,en");
  EXPECT_EQ(mailbox.mails.back().values.at("name"), "Ada Lovelace");
}

TEST_F(AccountMailTest, WhatWasDoneIsDoneAlsoWhenItCannotBeTold) {
  forgot_password();
  mailbox.broken = true;
  EXPECT_EQ(told(reset(ticket())), "done");
  EXPECT_TRUE(log_in_with("battery staple"));
}

}  // namespace
}  // namespace chancery::test
