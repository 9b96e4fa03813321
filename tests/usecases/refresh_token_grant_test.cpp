// grant_type=refresh_token: the grant applies what the domain decides, whatever fails on the way.

#include <gtest/gtest.h>

#include <functional>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class RefreshTokenGrantTest : public testing::Test, protected World {
 protected:
  Secret first = log_in()->refresh_token->token;

  Secret refreshed(const Secret& token) { return refresh(token)->refresh_token->token; }
  OAuthErrorCode refusal(const Secret& token) { return refresh(token).error().code; }
  bool login_is_alive() { return !database.snapshot().families.empty(); }
};

TEST_F(RefreshTokenGrantTest, EachTokenBuysItsSuccessor) {
  const auto answer = refresh(first);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->refresh_token->generation, 1U);
  EXPECT_EQ(answer->refresh_token->expires_in, Lifetime(30 * 24h));
  EXPECT_EQ(refresh(answer->refresh_token->token)->refresh_token->generation, 2U);
}

TEST_F(RefreshTokenGrantTest, ALostAnswerIsGivenAgainWithAFreshAccessToken) {
  const auto answer = refresh(first);
  clock.at += 59s;
  const auto again = refresh(first);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->refresh_token->token.reveal(), answer->refresh_token->token.reveal());
  EXPECT_NE(again->access_token_id, answer->access_token_id);
  EXPECT_TRUE(again->replayed);
  EXPECT_FALSE(answer->replayed);
}

TEST_F(RefreshTokenGrantTest, TheOriginalIsDeadOnceTheSuccessorWasUsedAndUsingItKillsTheFamily) {
  const auto second = refreshed(first);
  const auto third = refreshed(second);
  EXPECT_EQ(refusal(first), OAuthErrorCode::invalid_grant);
  EXPECT_EQ(refusal(third), OAuthErrorCode::invalid_grant);
  EXPECT_FALSE(login_is_alive());
}

TEST_F(RefreshTokenGrantTest, B36_ReuseAfterTheWindowEndsTheLoginAndItsAccessTokensAndIsAudited) {
  const auto answer = refresh(first);
  clock.at += 60s;
  EXPECT_EQ(refusal(first), OAuthErrorCode::invalid_grant);
  EXPECT_EQ(refusal(answer->refresh_token->token), OAuthErrorCode::invalid_grant);
  EXPECT_FALSE(*introspect_token.introspect(app, answer->access_token));
  const auto ended = events(AuditType::login_ended);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].reason, "reuse");
  EXPECT_EQ(ended[0].family, answer->login);
  EXPECT_EQ(ended[0].request_id, "request-1");
}

TEST_F(RefreshTokenGrantTest, B37_WhoLosesTheRaceIsGivenWhatTheWinnerWasGiven) {
  // The store is changed between this request's read and its write.
  struct Racing final : outbound::RefreshFamilyStore {
    Racing(outbound::RefreshFamilyStore& i, std::function<void()> o)
        : inner(i), other(std::move(o)) {}
    void add(const RefreshFamily& f, const AuditEvent& e) override { inner.add(f, e); }
    std::optional<FoundFamily> find(const FamilyId& id) override {
      auto found = inner.find(id);
      if (auto once = std::exchange(other, nullptr)) once();
      return found;
    }
    bool rotate(const FamilyId& id, const Rotation& r) override { return inner.rotate(id, r); }
    bool end(const FamilyId& id, const AuditEvent& e) override { return inner.end(id, e); }
    outbound::RefreshFamilyStore& inner;
    std::function<void()> other;
  };
  std::string winner;
  Racing racing(families, [&] { winner = refreshed(first).reveal(); });
  RefreshTokenGrant grant({racing, mint, audit, entropy, clock}, access_token_issuer,
                          id_token_issuer, {.idle_lifetime = 30 * 24h, .replay_window = 60s});
  const auto loser = grant.redeem(app, {.refresh_token = first}, context);
  ASSERT_TRUE(loser);
  EXPECT_EQ(loser->refresh_token->token.reveal(), winner);
}

TEST_F(RefreshTokenGrantTest, B39_AFailureBeforeOrAfterTheWriteLeavesTheClientARetry) {
  for (const auto fault : {FailingFamilyStore::Fault::before, FailingFamilyStore::Fault::after}) {
    const auto token = log_in()->refresh_token->token;
    families.fault = fault;
    EXPECT_THROW(std::ignore = refresh(token), Unavailable);
    families.fault = FailingFamilyStore::Fault::none;
    const auto retried = refresh(token);
    ASSERT_TRUE(retried);
    EXPECT_EQ(retried->refresh_token->generation, 1U);
    EXPECT_TRUE(refresh(retried->refresh_token->token));
  }
}

TEST_F(RefreshTokenGrantTest, AFailureToSignConsumesNothing) {
  signer.broken = true;
  EXPECT_THROW(std::ignore = refresh(first), Unavailable);
  signer.broken = false;
  EXPECT_EQ(refresh(first)->refresh_token->generation, 1U);
}

TEST_F(RefreshTokenGrantTest, B102_AFailureOfTheEntropyIssuesNothing) {
  entropy.broken = true;
  EXPECT_THROW(std::ignore = refresh(first), Unavailable);
  EXPECT_EQ(database.snapshot().families.begin()->second.generation, 0U);
}

TEST_F(RefreshTokenGrantTest, ARequestThatWasAbandonedDecidesNothing) {
  const auto second = refreshed(first);
  refreshed(second);
  context.abandoned = [] { return true; };
  EXPECT_THROW(std::ignore = refresh(first), Unavailable);
  EXPECT_TRUE(login_is_alive());
}

TEST_F(RefreshTokenGrantTest, ARequestThatFreezesAtTheClockIsGivenUpAndKillsNoHealthyLogin) {
  struct FreezingClock final : outbound::Clock {
    explicit FreezingClock(SettableClock& c) : clock(c) {}
    [[nodiscard]] Instant now() const override { return clock.at += 60s; }
    SettableClock& clock;
  };
  FreezingClock freezing(clock);
  RefreshTokenGrant grant({families, mint, audit, entropy, freezing}, access_token_issuer,
                          id_token_issuer, {.idle_lifetime = 30 * 24h, .replay_window = 60s});
  refreshed(first);
  context.abandoned = [this, deadline = clock.at + 10s] { return clock.at >= deadline; };
  EXPECT_THROW(std::ignore = grant.redeem(app, {.refresh_token = first}, context), Unavailable);
  EXPECT_TRUE(login_is_alive());
}

TEST_F(RefreshTokenGrantTest, ARequestThatFreezesWhileItSignsDoesNotBeginAWindowThatIsHalfOver) {
  struct FreezingSigner final : outbound::TokenSigner {
    explicit FreezingSigner(World& w) : world(w) {}
    Secret sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) override {
      world.clock.at += 50s;
      return world.signer.sign(claims, alg);
    }
    std::optional<AccessTokenClaims> verify(std::string_view token) override {
      return world.signer.verify(token);
    }
    World& world;
  };
  FreezingSigner freezing(*this);
  AccessTokenIssuer issuer_of_access_tokens{{freezing, entropy, macs, users}, issuer, 600s};
  RefreshTokenGrant grant({families, mint, audit, entropy, clock}, issuer_of_access_tokens,
                          id_token_issuer, {.idle_lifetime = 30 * 24h, .replay_window = 60s});
  context.abandoned = [this, deadline = clock.at + 10s] { return clock.at >= deadline; };
  EXPECT_THROW(std::ignore = grant.redeem(app, {.refresh_token = first}, context), Unavailable);
  EXPECT_EQ(database.snapshot().families.begin()->second.generation, 0U);
}

TEST_F(RefreshTokenGrantTest, B40_AnotherClientGetsNothingAndHarmsNothing) {
  const auto other = add_client(
      {.id = ClientId("other"), .grants = {GrantType::refresh_token}, .scopes = app.scopes});
  const auto refused =
      issue_tokens.issue(other, inbound::RefreshTokenRequest{.refresh_token = first}, context);
  EXPECT_EQ(refused.error().code, OAuthErrorCode::invalid_grant);
  EXPECT_TRUE(refresh(first));
}

TEST_F(RefreshTokenGrantTest, B40_EndsWithTheUserAndTheClient) {
  struct Case {
    const char* what;
    std::function<void()> change;
  };
  const std::vector<Case> cases{
      {"user disabled",
       [&] {
         auto changed = *users.find(user.id);
         changed.disabled = true;
         ASSERT_TRUE(manage_users.update(changed, command));
         changed = *users.find(user.id);
         changed.disabled = false;
         ASSERT_TRUE(manage_users.update(changed, command));  // enabling revives nothing
       }},
      {"password changed",
       [&] { ASSERT_TRUE(manage_users.set_password(user.id, user_password, command)); }},
      {"client disabled",
       [&] {
         auto changed = *clients.find(app.id);
         changed.disabled = true;
         ASSERT_TRUE(manage_clients.update(changed, {}));
         changed = *clients.find(app.id);
         changed.disabled = false;
         ASSERT_TRUE(manage_clients.update(changed, {}));
         app = *clients.find(app.id);
       }},
      {"client deleted and made anew",
       [&] {
         ASSERT_TRUE(manage_clients.remove(app.id, {}));
         app = add_client(app);
       }},
      {"user deleted", [&] { ASSERT_TRUE(manage_users.remove(user.id, command)); }},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.what);
    const auto answer = log_in();
    ASSERT_TRUE(answer);
    c.change();
    EXPECT_EQ(refusal(answer->refresh_token->token), OAuthErrorCode::invalid_grant);
    EXPECT_FALSE(*introspect_token.introspect(app, answer->access_token));
    EXPECT_EQ(read_userinfo.read(answer->access_token).error().code, OAuthErrorCode::invalid_token);
  }
}

TEST_F(RefreshTokenGrantTest, B41_AskingForMoreIsRefusedAndConsumesNothing) {
  EXPECT_EQ(refresh(first, Scopes{"openid", "admin"}).error().code, OAuthErrorCode::invalid_scope);
  EXPECT_EQ(refresh(first, {}, {"https://elsewhere.example"}).error().code,
            OAuthErrorCode::invalid_target);
  EXPECT_EQ(refresh(first)->refresh_token->generation, 1U);
}

TEST_F(RefreshTokenGrantTest, NarrowingOneAccessTokenDoesNotNarrowTheLogin) {
  const auto narrowed = refresh(first, Scopes{"orders"}, {"https://api.example"});
  ASSERT_TRUE(narrowed);
  EXPECT_EQ(narrowed->scopes, Scopes{"orders"});
  EXPECT_EQ(signer.verify(narrowed->access_token.reveal())->audience,
            (std::vector<std::string>{"https://api.example", issuer.value()}));
  EXPECT_EQ(refresh(narrowed->refresh_token->token)->scopes, app.scopes);
}

TEST_F(RefreshTokenGrantTest, B44_TheAbsoluteLifetimeEndsALoginThatIsRefreshedDaily) {
  auto token = first;
  for (int day = 1; day < 90; ++day) {
    clock.at += 24h;
    const auto answer = refresh(token).value();
    EXPECT_EQ(answer.refresh_token->expires_in, std::min<Lifetime>(30 * 24h, (90 - day) * 24h));
    token = answer.refresh_token->token;
  }
  clock.at += 24h - 1s;
  const auto last = refresh(token);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->refresh_token->expires_in, 1s);
  EXPECT_EQ(last->expires_in, 1s);  // no access token outlives its login
  clock.at += 1s;
  EXPECT_EQ(refusal(last->refresh_token->token), OAuthErrorCode::invalid_grant);
}

TEST_F(RefreshTokenGrantTest, AReplayFromElsewhereIsAudited) {
  refreshed(first);
  ASSERT_TRUE(refresh(first));
  EXPECT_TRUE(events(AuditType::refresh_replayed_elsewhere).empty());
  context.origin.address = "198.51.100.7";
  ASSERT_TRUE(refresh(first));
  EXPECT_EQ(events(AuditType::refresh_replayed_elsewhere).size(), 1U);
}

TEST_F(RefreshTokenGrantTest, AForgedTokenIsRefused) {
  auto forged = *read_refresh_token(first.reveal());
  forged.tag[0] = '!';
  EXPECT_EQ(refusal(write_refresh_token(forged)), OAuthErrorCode::invalid_grant);
  EXPECT_EQ(refusal(Secret("")), OAuthErrorCode::invalid_grant);
  EXPECT_TRUE(refresh(first));
}

TEST_F(RefreshTokenGrantTest, B38_AnHonestTokenAfterARestoreIsRefusedWithoutHarm) {
  const auto backup = database.snapshot();
  const auto second = refreshed(first);
  database.restore(backup);
  EXPECT_NE(refresh(second).error().detail.find("state_lost"), std::string::npos);
  EXPECT_TRUE(login_is_alive());
}

}  // namespace
}  // namespace chancery::test
