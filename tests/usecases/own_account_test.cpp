// The account page's own login, and what it does to logins, apps and the account.

#include "app/usecases/own_account.hpp"

#include <gtest/gtest.h>

#include "domain/codec/base32.hpp"
#include "domain/totp.hpp"
#include "tests/usecases/provider.hpp"

namespace chancery::test {
namespace {

using inbound::AuthorizationAnswer;
using inbound::UserRefusal;

class OwnAccountTest : public testing::Test, protected Provider {
 protected:
  OwnAccount own_account{flow,
                         browser_sessions,
                         challenges,
                         {manage_account, manage_sessions, manage_consents},
                         {users, factors, entropy}};

  /// As a browser goes: to the account, to the login, and back.
  void log_in(Visitor& who, const std::string& name = "ada") {
    const auto sent = own_account.show(who.browser);
    const auto& answer = std::get<AuthorizationAnswer>(sent.error());
    if (answer.new_browser_id) who.browser.id = answer.new_browser_id;
    const auto outcome =
        who.try_login(std::get<inbound::GoToLogin>(answer.step).interaction, name, user_password);
    ASSERT_TRUE(std::get<inbound::SignedIn>(outcome).to_own_account);
  }
  /// An authenticator app, by the password; the proof that comes with it.
  std::string add_app(Visitor& who) {
    const ClientId client(inbound::OwnAccount::client_name);
    const inbound::FactorOwner owner{
        .user = user, .holder = who.browser.id->reveal(), .client = client};
    const auto proof = prove_again.by_password(owner, user_password, context).value();
    const auto begun = enrol_factors.begin_totp(owner, proof).value();
    const auto key = codec::from_base32(begun.key.reveal());
    const auto code = one_time_passwords.code(Secret(key.value()), totp_step(clock.now()));
    return enrol_factors.confirm_totp(owner, begun.enrolment, code, {}, context).value().proof;
  }
  void add_bob() {
    User bob{.id = UserId(""), .email = "bob@example.org"};
    bob.username = "bob";
    ASSERT_TRUE(manage_users.add(bob, user_password, command));
  }
  template <class T>
  static std::optional<UserRefusal::Reason> refusal(const inbound::AccountResult<T>& result) {
    const auto* const why = result ? nullptr : std::get_if<UserRefusal>(&result.error());
    return why == nullptr ? std::nullopt : std::optional(why->reason);
  }
  template <class T>
  static bool needs_login(const inbound::AccountResult<T>& result) {
    const auto* const answer = result ? nullptr : std::get_if<AuthorizationAnswer>(&result.error());
    return answer != nullptr && std::holds_alternative<inbound::GoToLogin>(answer->step);
  }
};

TEST_F(OwnAccountTest, ALoginOfItsOwnLeadsBackToIt) {
  log_in(visitor);
  const auto shown = own_account.show(visitor.browser);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->user.username, "ada");
  EXPECT_EQ(shown->signed_in_at, clock.at);
}

TEST_F(OwnAccountTest, B79_ItsLoginIsOneBrowsersAndNoRequestOfAnApp) {
  const auto sent = own_account.show(visitor.browser);
  const auto& answer = std::get<AuthorizationAnswer>(sent.error());
  const auto interaction = std::get<inbound::GoToLogin>(answer.step).interaction;
  Visitor other{*this, {.id = random_secret(entropy)}};
  EXPECT_FALSE(sign_in.show(interaction, other.browser));
  visitor.browser.id = answer.new_browser_id;
  EXPECT_EQ(sign_in.show(interaction, visitor.browser)->client.name, "");
  EXPECT_TRUE(std::holds_alternative<inbound::ShowError>(visitor.go_on(interaction)));
  clock.at += interaction_lifetime;
  EXPECT_FALSE(sign_in.show(interaction, visitor.browser)) << "it is open for an hour";
}

TEST_F(OwnAccountTest, B77_ANewPasswordEndsEveryOtherBrowserAndGoesOnInThisOne) {
  log_in(visitor);
  const auto tokens = tokens_for(visitor);
  Visitor other{*this};
  log_in(other);
  const auto old = visitor.browser;
  const auto renewed = own_account.change_password(
      visitor.browser, {user_password, Secret("a whole new password")}, context);
  ASSERT_TRUE(renewed);
  ASSERT_TRUE(*renewed);
  EXPECT_TRUE(needs_login(own_account.show(old))) << "its cookie is another one";
  EXPECT_TRUE(needs_login(own_account.show(other.browser)));
  visitor.browser.session = (*renewed)->session;
  EXPECT_TRUE(own_account.show(visitor.browser));
  EXPECT_TRUE(own_account.logins(visitor.browser)->logins.empty());
}

TEST_F(OwnAccountTest, B81_AWrongPasswordChangesNothingAndIsCounted) {
  log_in(visitor);
  const Secret wrong("not the password");
  for (int i = 0; i < 6; ++i) {
    const auto refused = own_account.remove(visitor.browser, wrong, context);
    EXPECT_TRUE(refusal(refused)) << i;
  }
  EXPECT_EQ(refusal(own_account.remove(visitor.browser, user_password, context)),
            UserRefusal::Reason::too_many_attempts);
  EXPECT_TRUE(own_account.show(visitor.browser)) << "the account is there";
}

TEST_F(OwnAccountTest, B77_WhoHasAddedAFactorGoesOnInANewSessionOfTwo) {
  log_in(visitor);
  const auto old = visitor.browser;
  const auto proof = add_app(visitor);
  EXPECT_FALSE(own_account.show(visitor.browser)) << "one factor is not enough any more";
  const auto renewed = own_account.step_up(visitor.browser, proof, context);
  ASSERT_TRUE(renewed);
  visitor.browser.session = renewed->session;
  EXPECT_TRUE(own_account.show(visitor.browser));
  EXPECT_TRUE(needs_login(own_account.show(old))) << "its cookie is another one";
  const auto session = browser_sessions.find(visitor.browser)->session;
  EXPECT_EQ(session.authentication.acr, two_factor_acr);
  EXPECT_EQ(
      session.authentication.amr,
      (std::vector<std::string>{amr::password, amr::one_time_password, amr::several_factors}));
}

TEST_F(OwnAccountTest, B87_AProofOfOneBrowserStepsUpNoOther) {
  log_in(visitor);
  Visitor other{*this};
  log_in(other);
  const auto proof = add_app(visitor);
  EXPECT_FALSE(own_account.step_up(other.browser, proof, context));
  EXPECT_FALSE(own_account.step_up(visitor.browser, "", context));
  const inbound::Browser signed_out{.id = visitor.browser.id};
  EXPECT_FALSE(own_account.step_up(signed_out, proof, context));
  clock.at += challenge_lifetime;
  EXPECT_FALSE(own_account.step_up(visitor.browser, proof, context)) << "it is too old";
}

TEST_F(OwnAccountTest, ALoginIsOnlyItsOwnersToEnd) {
  const auto tokens = tokens_for(visitor);
  add_bob();
  Visitor bob{*this};
  log_in(bob, "bob");
  EXPECT_FALSE(own_account.end_login(bob.browser, tokens.login.value(), context).value());
  ASSERT_EQ(own_account.logins(visitor.browser)->logins.size(), 1U);
  EXPECT_TRUE(own_account.end_login(visitor.browser, tokens.login.value(), context).value());
  EXPECT_TRUE(own_account.logins(visitor.browser)->logins.empty());
}

TEST_F(OwnAccountTest, EndingTheOthersLeavesThisBrowser) {
  log_in(visitor);
  Visitor other{*this};
  const auto tokens = tokens_for(other);
  const auto renewed = own_account.end_others(visitor.browser, context);
  ASSERT_TRUE(renewed && *renewed);
  visitor.browser.session = (*renewed)->session;
  EXPECT_TRUE(own_account.logins(visitor.browser)->logins.empty());
  EXPECT_TRUE(needs_login(own_account.show(other.browser)));
}

TEST_F(OwnAccountTest, AConnectedAppIsOneWithAConsentOrALogin) {
  const auto tokens = tokens_for(visitor);
  const auto apps = own_account.apps(visitor.browser)->apps;
  ASSERT_EQ(apps.size(), 1U);
  EXPECT_EQ(apps[0].name, "Shop");
  EXPECT_EQ(apps[0].logins, 1U);
  EXPECT_TRUE(apps[0].scopes.contains("email"));
  EXPECT_EQ(apps[0].last_used_at, clock.at);
}

TEST_F(OwnAccountTest, DisconnectingTakesTheConsentBackAndEndsTheLogins) {
  const auto tokens = tokens_for(visitor);
  add_bob();
  Visitor bob{*this};
  log_in(bob, "bob");
  EXPECT_FALSE(own_account.disconnect(bob.browser, shop.id, context).value());
  EXPECT_TRUE(consents.find(user.id, shop.id)) << "it is not his";
  EXPECT_TRUE(own_account.disconnect(visitor.browser, shop.id, context).value());
  EXPECT_FALSE(consents.find(user.id, shop.id));
  EXPECT_TRUE(own_account.logins(visitor.browser)->logins.empty());
  EXPECT_FALSE(own_account.disconnect(visitor.browser, shop.id, context).value());
}

TEST_F(OwnAccountTest, ADeletedAccountIsGone) {
  log_in(visitor);
  ASSERT_TRUE(own_account.remove(visitor.browser, user_password, context));
  EXPECT_FALSE(users.find(user.id));
  EXPECT_TRUE(needs_login(own_account.show(visitor.browser)));
}

TEST_F(OwnAccountTest, WhoHasASecondFactorProvesItFirst) {
  log_in(visitor);
  const FactorId id("app");
  const outbound::TotpFactor totp{
      .id = id,
      .user = user.id,
      .name = "App",
      .sealed_key = sealer.seal(Secret(std::string(20, 'k')), totp_key_place(id)),
      .created_at = clock.at};
  ASSERT_NE(factors.enrol_totp(totp, {}, {.type = AuditType::factor_added, .at = clock.at}),
            outbound::EnrolOutcome::unknown_user);
  const auto sent = own_account.show(visitor.browser);
  ASSERT_FALSE(sent);
  const auto& step = std::get<AuthorizationAnswer>(sent.error()).step;
  const auto& more = std::get<inbound::GoToFactor>(step);
  EXPECT_TRUE(std::holds_alternative<inbound::FactorPage>(
      second_step.show(more.interaction, "", visitor.browser)));
}

}  // namespace
}  // namespace chancery::test
