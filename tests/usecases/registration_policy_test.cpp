// Who may register, with invitations and with addresses that must be verified.

#include "tests/usecases/account_mail_fixture.hpp"
#include "tests/usecases/provider.hpp"

namespace chancery::test {
namespace {

class RegistrationTest : public AccountMailTest {
 protected:
  RegisterUser with(RegistrationPolicy policy, bool verified = false) {
    return registering({.registration = policy, .require_verified_email = verified}, account_mail);
  }
  static inbound::Registration bob(std::optional<Secret> invitation = {}) {
    return {.email = "bob@example.org",
            .password = Secret("bob's own words"),
            .username = "bob",
            .invitation = std::move(invitation)};
  }
  std::optional<User> find(const std::string& login) { return manage_users.find(login); }
  std::expected<inbound::TokenResponse, OAuthError> log_in_as(const std::string& name) {
    PasswordGrant strict(ProvePassword({users, hasher, audit, clock, slow_guesses},
                                       {.require_verified_email = true}),
                         prove_factor, direct_login, clock);
    return strict.redeem(app, {.username = name, .password = Secret("bob's own words")}, context);
  }
};

TEST_F(RegistrationTest, OffIsOffForEverybody) {
  ASSERT_TRUE(invite_users.invite("bob@example.org", command));
  auto off = with(RegistrationPolicy::off);
  EXPECT_EQ(off.register_user(bob(), context).error().reason, Reason::registration_off);
  EXPECT_EQ(off.register_user(bob(ticket()), context).error().reason, Reason::registration_off);
}

TEST_F(RegistrationTest, OpenSendsALinkThatProvesTheAddress) {
  auto open = with(RegistrationPolicy::open);
  const auto made = open.register_user(bob(), context);
  ASSERT_TRUE(made && made->user);
  EXPECT_FALSE(made->user->email_verified);
  look_at_requests();
  ASSERT_EQ(mailbox.mails.size(), 1U);
  EXPECT_EQ(mailbox.mails[0].kind, MailKind::verify_email);
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "done");
  EXPECT_TRUE(find("bob")->email_verified);
}

TEST_F(RegistrationTest, AnInvitationMakesAVerifiedAccount) {
  const auto invited = invite_users.invite("Bob@example.org", context);
  ASSERT_TRUE(invited);
  EXPECT_EQ(invited->expires_at, clock.at + 7 * 24h);
  EXPECT_FALSE(invited->link) << "it is in the mail";
  EXPECT_TRUE(mailbox.mails[0].values.at("link").starts_with("https://id.example/invite?token="));
  EXPECT_EQ(mailbox.mails[0].kind, MailKind::invite);
  EXPECT_EQ(redeem_ticket.preview(ticket())->purpose, TicketPurpose::invite);

  auto by_invitation = with(RegistrationPolicy::invite, true);
  EXPECT_EQ(by_invitation.register_user(bob(), context).error().reason, Reason::invitation_missing);
  const auto made = by_invitation.register_user(bob(ticket()), context);
  ASSERT_TRUE(made && made->user);
  EXPECT_EQ(find("bob"), made->user);
  EXPECT_TRUE(made->user->email_verified);
  EXPECT_TRUE(made->user->roles.empty());
  EXPECT_EQ(events(AuditType::user_created).back().reason, "invited");
  EXPECT_TRUE(log_in_as("bob"));
}

TEST_F(RegistrationTest, B83_AnInvitationIsGoodOnceForItsAddressForAWeek) {
  ASSERT_TRUE(invite_users.invite("bob@example.org", context));
  auto open = with(RegistrationPolicy::open);
  auto other = bob(ticket());
  other.email = "mallory@example.org";
  EXPECT_EQ(open.register_user(other, context).error().reason, Reason::invalid_email);
  clock.at += 7 * 24h;
  EXPECT_EQ(open.register_user(bob(ticket()), context).error().reason, Reason::invalid_link);
  clock.at -= 1s;
  ASSERT_TRUE(open.register_user(bob(ticket()), context));
  ASSERT_TRUE(manage_users.remove(find("bob")->id, command));
  EXPECT_EQ(open.register_user(bob(ticket()), context).error().reason, Reason::invalid_link);
  EXPECT_EQ(told(reset(ticket())), "invalid_link unknown");
}

TEST_F(RegistrationTest, WhatIsWrongWithTheAccountLeavesTheInvitation) {
  ASSERT_TRUE(invite_users.invite("bob@example.org", context));
  auto open = with(RegistrationPolicy::open);
  auto weak = bob(ticket());
  weak.password = Secret("short");
  EXPECT_EQ(open.register_user(weak, context).error().reason, Reason::weak_password);
  auto taken = bob(ticket());
  taken.username = "ADA";
  EXPECT_EQ(open.register_user(taken, context).error().reason, Reason::username_taken);
  EXPECT_TRUE(open.register_user(bob(ticket()), context));
}

TEST_F(RegistrationTest, WhoHasAnAccountIsNotInvited) {
  EXPECT_EQ(invite_users.invite("ADA@example.org", context).error().reason, Reason::email_taken);
  EXPECT_EQ(invite_users.invite("nobody", context).error().reason, Reason::invalid_email);
  EXPECT_TRUE(mailbox.mails.empty());
}

TEST_F(RegistrationTest, WithoutMailTheAdministratorGetsTheLink) {
  InviteUsers by_hand(accounts, silent_tickets, no_mail);
  const auto invited = by_hand.invite("bob@example.org", command);
  ASSERT_TRUE(invited && invited->link);
  EXPECT_TRUE(invited->link->reveal().starts_with("https://id.example/invite?token="));
  EXPECT_TRUE(mailbox.mails.empty());
}

TEST_F(RegistrationTest, B80_WhereAddressesMustBeVerifiedEveryAddressIsAnsweredTheSame) {
  auto strict = with(RegistrationPolicy::open, true);
  const auto ask = [&](const std::string& email, const std::string& username) {
    const auto hashed = hasher.hashed;
    const auto before = database.snapshot();
    const auto answer = strict.register_user(
        {.email = email, .password = Secret("bob's own words"), .username = username}, context);
    EXPECT_TRUE(answer && !answer->user) << email;
    EXPECT_EQ(hasher.hashed, hashed + 1);
    EXPECT_EQ(database.snapshot().events, before.events);
    EXPECT_EQ(database.snapshot().users.size(), before.users.size());
    EXPECT_EQ(rows(), before.account_requests.size() + 1);
  };
  ask("bob@example.org", "bob");
  ask("ada@example.org", "bob2");
  ask("carol@example.org", "ADA");
}

TEST_F(RegistrationTest, AnAccountThatMustBeVerifiedLogsInOnceItIs) {
  auto strict = with(RegistrationPolicy::open, true);
  ASSERT_TRUE(strict.register_user(bob(), context));
  look_at_requests();
  const auto made = find("bob@example.org");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->username, "bob");
  EXPECT_EQ(events(AuditType::user_created).back().origin, context.origin);
  EXPECT_EQ(events(AuditType::user_created).back().reason, "registered");

  const auto refused = log_in_as("bob");
  EXPECT_TRUE(refused.error().email_not_verified);
  EXPECT_EQ(refused.error().code, OAuthErrorCode::invalid_grant);
  EXPECT_EQ(events(AuditType::login_failed).back().reason, "email_not_verified");
  EXPECT_EQ(mailbox.mails.back().kind, MailKind::verify_email);
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "done");
  EXPECT_TRUE(log_in_as("bob"));
}

TEST_F(RegistrationTest, B80_ThatAnAddressIsNotVerifiedOnlyItsPasswordTells) {
  auto strict = with(RegistrationPolicy::open, true);
  ASSERT_TRUE(strict.register_user(bob(), context));
  look_at_requests();
  const auto guessed =
      password.redeem(app, {.username = "bob", .password = Secret("a guess of it")}, context);
  EXPECT_FALSE(guessed.error().email_not_verified);
}

TEST_F(RegistrationTest, WhoRegistersAnAddressThatHasAnAccountGetsTheWayIntoThatOne) {
  auto verified = users.find(user.id).value();
  verified.email_verified = true;
  ASSERT_TRUE(manage_users.update(verified, command));
  auto strict = with(RegistrationPolicy::open, true);
  ASSERT_TRUE(strict.register_user(
      {.email = "Ada@example.org", .password = Secret("a stranger's words")}, context));
  look_at_requests();
  ASSERT_EQ(mailbox.mails.size(), 1U);
  EXPECT_EQ(mailbox.mails[0].kind, MailKind::reset_password);
  EXPECT_EQ(mailbox.mails[0].to, "ada@example.org");
  EXPECT_FALSE(log_in_with("a stranger's words"));
  EXPECT_TRUE(log_in_with("correct horse"));
  EXPECT_EQ(database.snapshot().users.size(), 1U);
}

TEST_F(RegistrationTest, WhoWasThereFirstWithAnothersAddressDoesNotStay) {
  auto strict = with(RegistrationPolicy::open, true);
  auto squatter = bob();
  squatter.password = Secret("the squatter's words");
  ASSERT_TRUE(strict.register_user(squatter, context));
  look_at_requests();
  clock.at += ticket_pause;
  ASSERT_TRUE(strict.register_user(bob(), context));
  look_at_requests();
  ASSERT_EQ(mailbox.mails.back().kind, MailKind::reset_password);
  EXPECT_EQ(told(reset(ticket(), "bob's own words")), "done");
  EXPECT_TRUE(log_in_as("bob"));
  EXPECT_FALSE(password.redeem(app, {.username = "bob", .password = squatter.password}, context));
}

TEST_F(RegistrationTest, NorDoesTheLinkThatTheOneBeforeHadSentMakeThemTheOwner) {
  auto strict = with(RegistrationPolicy::open, true);
  auto squatter = bob();
  squatter.password = Secret("the squatter's words");
  ASSERT_TRUE(strict.register_user(squatter, context));
  look_at_requests();
  const auto squatters_link = ticket();
  clock.at += ticket_pause;
  ASSERT_TRUE(strict.register_user(bob(), context));
  look_at_requests();
  EXPECT_EQ(told(redeem_ticket.verify(squatters_link, context)), "invalid_link user_changed");
  clock.at += ticket_pause;
  ASSERT_TRUE(request_account_mail.verify_email("bob@example.org", context));
  look_at_requests();
  ASSERT_EQ(mailbox.mails.back().kind, MailKind::verify_email);
  EXPECT_EQ(told(redeem_ticket.verify(ticket(), context)), "done");
  EXPECT_FALSE(password.redeem(app, {.username = "bob", .password = squatter.password}, context));
}

TEST_F(RegistrationTest, AUsernameThatIsTakenIsLeftOutWhereNobodyMayBeTold) {
  auto strict = with(RegistrationPolicy::open, true);
  auto taken = bob();
  taken.username = "ADA";
  ASSERT_TRUE(strict.register_user(taken, context));
  look_at_requests();
  const auto made = find("bob@example.org");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->username, std::nullopt);
  EXPECT_EQ(mailbox.mails.back().kind, MailKind::verify_email);
}

TEST_F(RegistrationTest, LookedAtTwiceARegistrationIsOneAccountThatIsToBeVerified) {
  auto strict = with(RegistrationPolicy::open, true);
  ASSERT_TRUE(strict.register_user(bob(), context));
  mailbox.broken = true;
  EXPECT_THROW(answer_account_requests.answer(1), Unavailable);
  ASSERT_TRUE(find("bob")) << "stopped after the account was made";
  mailbox.broken = false;
  clock.at += account_request_lease;
  look_at_requests();
  ASSERT_EQ(mailbox.mails.size(), 1U);
  EXPECT_EQ(mailbox.mails[0].kind, MailKind::verify_email);
  EXPECT_EQ(database.snapshot().users.size(), 2U);
}

TEST_F(RegistrationTest, WhereNoMailIsSentNobodyCanBeVerifiedByIt) {
  auto strict = registering({.require_verified_email = true}, no_mail);
  EXPECT_EQ(strict.register_user(bob(), context).error().reason, Reason::no_mail);
}

TEST_F(RegistrationTest, TheAccountIsThereAlsoWhenTheLinkCannotBeAskedFor) {
  struct Away final : outbound::AccountRequestQueue {
    void add(const AccountRequest&) override { throw Unavailable("away"); }
    std::vector<AccountRequest> claim(Instant, Instant, std::size_t) override { return {}; }
    void remove(const AccountRequestId&) override {}
  };
  Away away;
  AccountRequests requests_away({away, entropy, clock});
  RegisterUser open({accounts, tickets, ticket_store, requests_away, account_mail, entropy}, {});
  const auto made = open.register_user(bob(), context);
  EXPECT_TRUE(made && made->user);
}

/// A browser before the login page of an authority that wants verified addresses.
class UnverifiedSignIn : public testing::Test, protected Provider {};

TEST_F(UnverifiedSignIn, ThePageTellsWhoKnowsThePasswordAndNobodyElse) {
  SignIn strict(
      flow, browser_sessions,
      ProvePassword({users, hasher, audit, clock, slow_guesses}, {.require_verified_email = true}),
      prove_factor, entropy);
  const auto step = visitor.visit(request());
  const auto interaction = std::get<inbound::GoToLogin>(step).interaction;
  const auto attempt = [&](const Secret& password_) {
    return std::get<inbound::LoginPage>(
        strict.submit({interaction, "ada", password_}, visitor.browser, context));
  };
  const auto right = attempt(user_password);
  EXPECT_TRUE(right.unverified);
  EXPECT_FALSE(right.refused);
  const auto wrong = attempt(Secret("a wrong password"));
  EXPECT_FALSE(wrong.unverified);
  EXPECT_TRUE(wrong.refused);
}

TEST_F(UnverifiedSignIn, APasskeyIsNoWayAroundTheConfirmation) {
  ProveFactor strict({users, factors, one_time_passwords, sealer, macs, audit, clock, slow_guesses},
                     passkeys, challenges, account_mail, {.require_verified_email = true});
  PlainAuthenticator authenticator{digests};
  const inbound::FactorOwner owner{.user = user, .holder = "login", .client = app.id};
  const auto proof = prove_again.by_password(owner, user_password, context).value();
  const auto begun = enrol_factors.begin_passkey(owner, proof).value();
  ASSERT_TRUE(enrol_factors.confirm_passkey(owner, begun.enrolment,
                                            authenticator.make(begun.creation), {}, context));
  clock.at += 1s;
  const auto holder = held_by_client(app.id);
  const auto prove = [&] {
    const auto offer = strict.ask_passkey(holder).value();
    const FactorProof use = authenticator.use(offer.passkey.value());
    return strict.prove({.challenge = offer.challenge,
                         .purpose = Challenge::Purpose::sign_in,
                         .holder = holder,
                         .proof = use,
                         .client = app.id},
                        context);
  };
  const auto refused = prove();
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().email_not_verified);
  EXPECT_EQ(events(AuditType::login_failed).back().reason, "email_not_verified");
  auto verified = users.find(user.id).value();
  verified.email_verified = true;
  ASSERT_TRUE(manage_users.update(verified, command));
  clock.at += 1s;
  EXPECT_TRUE(prove());
}

}  // namespace
}  // namespace chancery::test
