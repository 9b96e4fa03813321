// Logout: what it ends, when it asks first, where it returns to, and who is told.

#include <gtest/gtest.h>

#include "tests/usecases/provider.hpp"

namespace chancery::test {
namespace {

struct Telephone final : outbound::BackChannel {
  bool post_form(const std::string& uri, const Parameters& form) noexcept override {
    calls.emplace_back(uri, form);
    return answers && uri != dead;
  }
  std::string dead;
  std::vector<std::pair<std::string, Parameters>> calls;
  bool answers = true;
};

class LogoutTest : public testing::Test, protected Provider {
 protected:
  Telephone telephone;
  DeliverLogoutNotices deliver{{outbox, clients, telephone, jwts, entropy, clock}, issuer};

  [[nodiscard]] Parameters with_hint(const inbound::TokenResponse& tokens) const {
    return {{"id_token_hint", tokens.id_token->reveal()},
            {"post_logout_redirect_uri", "https://shop.example/bye"},
            {"state", "x y"}};
  }
  std::expected<inbound::TokenResponse, OAuthError> redeem_for(const Client& client,
                                                               const std::string& code) {
    return issue_tokens.issue(
        client,
        inbound::AuthorizationCodeRequest{.code = Secret(code),
                                          .redirect_uri = "https://shop.example/cb",
                                          .code_verifier = Secret(verifier)},
        context);
  }
  bool asks(const Parameters& parameters) {
    return std::holds_alternative<inbound::AskLogout>(
        log_out.begin(parameters, visitor.browser, context));
  }
};

TEST_F(LogoutTest, AGenuineHintOfThisSessionEndsItAtOnceEvenWhenExpired) {
  const auto tokens = tokens_for(visitor);
  clock.at += 3h;
  const auto step = log_out.begin(with_hint(tokens), visitor.browser, context);
  EXPECT_EQ(std::get<inbound::LoggedOut>(step).return_to, "https://shop.example/bye?state=x%20y");
  EXPECT_FALSE(is_live(tokens));
  EXPECT_EQ(answer(visitor.visit(request({{"prompt", "none"}})), "error"), "login_required");
}

TEST_F(LogoutTest, OneOfTwoBrowsersAndBothOfItsAppsEnd) {
  auto second_app = shop;
  second_app.id = ClientId("cinema");
  add_client(second_app);
  Visitor other{*this};
  const auto here = tokens_for(visitor);
  const auto there = tokens_for(other);
  const auto step = visitor.through(request({{"client_id", "cinema"}}));
  const auto cinema = redeem_for(*clients.find(second_app.id), answer(step, "code")).value();
  static_cast<void>(log_out.begin(with_hint(here), visitor.browser, context));
  EXPECT_FALSE(is_live(here));
  EXPECT_FALSE(is_live(cinema));
  EXPECT_TRUE(is_live(there));
  EXPECT_TRUE(browser_sessions.find(other.browser));
  EXPECT_EQ(deliver.deliver(10).delivered, 2U);
  EXPECT_EQ(events(AuditType::login_ended).size(), 2U);
  EXPECT_EQ(events(AuditType::browser_session_ended).size(), 1U);
}

TEST_F(LogoutTest, B91_WhatSomebodyElseMayHaveSentIsAskedAboutFirst) {
  const auto tokens = tokens_for(visitor);
  Visitor other{*this};
  const auto foreign = tokens_for(other);
  const struct {
    const char* what;
    Parameters parameters;
  } cases[] = {
      {"nothing", {}},
      {"a state alone", {{"state", "x"}}},
      {"a hint of another session", with_hint(foreign)},
      {"a forged hint", {{"id_token_hint", "forged"}}},
      {"a URI without a hint", {{"post_logout_redirect_uri", "https://shop.example/bye"}}},
      {"a URI that is not registered",
       {{"id_token_hint", tokens.id_token->reveal()},
        {"post_logout_redirect_uri", "https://shop.example/bye?foo=bar"}}},
      {"another client's name",
       {{"id_token_hint", tokens.id_token->reveal()}, {"client_id", "app"}}},
      {"an access token", {{"id_token_hint", tokens.access_token.reveal()}}},
  };
  for (const auto& c : cases) {
    EXPECT_TRUE(asks(c.parameters)) << c.what;
    EXPECT_TRUE(is_live(tokens)) << c.what;
  }
}

TEST_F(LogoutTest, B91_AConfirmedLogoutReturnsOnlyWhereAGenuineHintAllowsIt) {
  const auto tokens = tokens_for(visitor);
  const auto done = log_out.confirm({{"post_logout_redirect_uri", "https://shop.example/bye"}},
                                    visitor.browser, context);
  EXPECT_EQ(done.return_to, std::nullopt);
  EXPECT_FALSE(is_live(tokens));
  EXPECT_EQ(log_out.confirm(with_hint(tokens), visitor.browser, context).return_to,
            "https://shop.example/bye?state=x%20y");
}

TEST_F(LogoutTest, WithoutASessionThereIsNothingToAsk) {
  const auto step = log_out.begin({}, visitor.browser, context);
  EXPECT_EQ(std::get<inbound::LoggedOut>(step).return_to, std::nullopt);
}

TEST_F(LogoutTest, ClientsAreToldByATokenTheyCanVerify) {
  const auto tokens = tokens_for(visitor);
  static_cast<void>(log_out.confirm({}, visitor.browser, context));
  EXPECT_EQ(deliver.deliver(10), (inbound::DeliverLogoutNotices::Tally{.delivered = 1}));
  ASSERT_EQ(telephone.calls.size(), 1U);
  EXPECT_EQ(telephone.calls[0].first, "https://shop.example/backchannel");
  const auto& sent = jwts.tokens.at(telephone.calls[0].second.at(0).second);
  EXPECT_EQ(sent.type, outbound::JwtType::logout_token);
  EXPECT_EQ(*sent.payload.find("sid"), *payload(tokens).find("sid"));
  EXPECT_EQ(*sent.payload.find("sub"), *payload(tokens).find("sub"));
  EXPECT_EQ(*sent.payload.find("aud")->as_string(), "shop");
  EXPECT_EQ(sent.payload.find("nonce"), nullptr);
  EXPECT_EQ(sent.payload.find("events")->as_object()->size(), 1U);
  EXPECT_EQ(deliver.deliver(10), inbound::DeliverLogoutNotices::Tally{});
}

TEST_F(LogoutTest, WhoDoesNotAnswerIsTriedForADay) {
  tokens_for(visitor);
  static_cast<void>(log_out.confirm({}, visitor.browser, context));
  telephone.answers = false;
  const auto began_at = clock.at;
  std::size_t dropped = 0;
  for (; clock.at < began_at + 25h; clock.at += 1s) dropped += deliver.deliver(10).dropped;
  EXPECT_EQ(dropped, 1U);
  EXPECT_TRUE(database.snapshot().logout_notices.empty());
  // 1 + 2 + … + 2048 s take an hour and eight minutes; then once an hour.
  EXPECT_EQ(telephone.calls.size(), 12U + 23U);
}

TEST_F(LogoutTest, WhoIsAwayHoldsUpNobodyElse) {
  auto cinema = shop;
  cinema.id = ClientId("cinema");
  cinema.backchannel_logout_uri = "https://cinema.example/backchannel";
  add_client(cinema);
  telephone.dead = "https://shop.example/backchannel";
  constexpr std::size_t browsers = 20;
  for (std::size_t i = 0; i < browsers; ++i) {
    Visitor one{*this};
    tokens_for(one);
    const auto step = one.through(request({{"client_id", "cinema"}}));
    ASSERT_TRUE(redeem_for(*clients.find(cinema.id), answer(step, "code")));
    static_cast<void>(log_out.confirm({}, one.browser, context));
  }
  const auto notices = database.snapshot().logout_notices.size();
  ASSERT_EQ(notices, 2 * browsers);
  const auto tally = deliver.deliver(2 * browsers);
  EXPECT_EQ(tally.dropped, 0U);
  EXPECT_EQ(telephone.calls.size(), 1U + tally.delivered) << "one that is away is asked once";
  EXPECT_EQ(deliver.deliver(2 * browsers).postponed, 0U) << "all of them wait";

  telephone.dead.clear();
  clock.at += 1min;
  EXPECT_EQ(deliver.deliver(2 * browsers).delivered + tally.delivered, notices);
}

TEST_F(LogoutTest, ALoginThatWasGivenMeanwhileEndsToo) {
  tokens_for(visitor);
  const auto session = browser_sessions.find(visitor.browser)->session;
  const auto ending = outbound::BrowserSessionStore::Ending{
      .event = {.type = AuditType::browser_session_ended, .at = clock.at}};
  EXPECT_EQ(browser_session_store.end(session.id, ending), outbound::EndSessionOutcome::changed);
  EXPECT_TRUE(browser_sessions.find(visitor.browser));
  browser_sessions.end(session, context);
  EXPECT_FALSE(browser_sessions.find(visitor.browser));
  EXPECT_EQ(browser_session_store.end(session.id, ending), outbound::EndSessionOutcome::gone);
}

}  // namespace
}  // namespace chancery::test
