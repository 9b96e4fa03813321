// grant_type=password: proves the user, begins a login, and tells nobody which part was wrong.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class PasswordGrantTest : public testing::Test, protected World {
 protected:
  OAuthError refused(std::string username, Secret guess) {
    return issue_tokens
        .issue(app, inbound::PasswordRequest{std::move(username), std::move(guess)}, context)
        .error();
  }
};

TEST_F(PasswordGrantTest, ALoginGivesAPairAndAnAuditEvent) {
  const auto tokens = log_in();
  ASSERT_TRUE(tokens);
  const auto claims = *signer.verify(tokens->access_token.reveal());
  EXPECT_EQ(claims.subject, user.id.value());
  EXPECT_EQ(claims.login, tokens->login);
  EXPECT_EQ(claims.authenticated_at, clock.at);
  EXPECT_EQ(claims.expires_at, clock.at + 600s);
  EXPECT_EQ(claims.audience, (std::vector<std::string>{"https://api.example",
                                                       "https://other.example", issuer.value()}));
  EXPECT_EQ(tokens->refresh_token->expires_in, Lifetime(30 * 24h));
  ASSERT_EQ(events(AuditType::login_succeeded).size(), 1U);
  EXPECT_EQ(events(AuditType::login_succeeded)[0].origin.address, "192.0.2.1");
}

TEST_F(PasswordGrantTest, EmailAndUsernameWorkInAnyCase) {
  for (const auto* name : {"ada", "ADA", "ada@example.org", "Ada@Example.ORG"}) {
    EXPECT_TRUE(issue_tokens.issue(app, inbound::PasswordRequest{name, user_password}, context))
        << name;
  }
}

TEST_F(PasswordGrantTest, WithoutOfflineAccessThereIsNoRefreshTokenButALoginThatCanBeEnded) {
  const auto tokens = log_in(Scopes{"openid"});
  ASSERT_TRUE(tokens);
  EXPECT_FALSE(tokens->refresh_token);
  EXPECT_TRUE(*introspect_token.introspect(app, tokens->access_token));
  ASSERT_TRUE(manage_users.set_password(user.id, user_password, command));
  EXPECT_FALSE(*introspect_token.introspect(app, tokens->access_token));
}

TEST_F(PasswordGrantTest, APairThatIsAskedForComesWithoutOfflineAccessToo) {
  const inbound::PasswordRequest request{.username = "ada",
                                         .password = user_password,
                                         .scopes = Scopes{"openid"},
                                         .always_pair = true};
  const auto tokens = issue_tokens.issue(app, request, context);
  ASSERT_TRUE(tokens && tokens->refresh_token);
  EXPECT_EQ(tokens->scopes, Scopes{"openid"});
  clock.at += 29 * 24h;
  EXPECT_TRUE(refresh(tokens->refresh_token->token)) << "and lasts like any other login";

  auto without = app;
  without.id = ClientId("without");
  without.grants = {GrantType::password};
  const auto client = add_client(without);
  EXPECT_EQ(issue_tokens.issue(client, request, context).error().code,
            OAuthErrorCode::unauthorized_client);
  auto unasked = request;
  unasked.always_pair = false;
  EXPECT_TRUE(issue_tokens.issue(client, unasked, context));
}

TEST_F(PasswordGrantTest, B80_EveryWrongGuessIsTheSameRefusalAfterTheSameWork) {
  auto blocked = *users.find(user.id);
  blocked.disabled = true;
  const struct {
    const char* what;
    std::string username;
    Secret password;
  } guesses[] = {
      {"wrong password", "ada", Secret("wrong password")},
      {"unknown user", "nobody", user_password},
      {"not even a name", "\xc2\xa0", user_password},
  };
  for (const auto& guess : guesses) {
    SCOPED_TRACE(guess.what);
    const auto hashes = hasher.verified;
    const auto failures = events(AuditType::login_failed).size();
    EXPECT_EQ(refused(guess.username, guess.password).code, OAuthErrorCode::invalid_grant);
    EXPECT_EQ(hasher.verified, hashes + 1);
    EXPECT_EQ(events(AuditType::login_failed).size(), failures + 1);
  }
  ASSERT_TRUE(manage_users.update(blocked, command));
  EXPECT_EQ(refused("ada", user_password).code, OAuthErrorCode::invalid_grant);
  EXPECT_TRUE(database.snapshot().families.empty());
}

TEST_F(PasswordGrantTest, AnAccountWithoutPasswordCannotLogIn) {
  const User bare{.id = UserId(""), .email = "bare@example.org"};
  ASSERT_TRUE(manage_users.add(bare, std::nullopt, command));
  EXPECT_EQ(refused("bare@example.org", Secret("")).code, OAuthErrorCode::invalid_grant);
  EXPECT_EQ(refused("bare@example.org", Secret("decoy")).code, OAuthErrorCode::invalid_grant);
}

TEST_F(PasswordGrantTest, B84_APasswordOverOneKibibyteIsRefusedBeforeHashing) {
  const auto hashes = hasher.verified;
  EXPECT_EQ(refused("ada", Secret(std::string(1025, 'x'))).code, OAuthErrorCode::invalid_grant);
  EXPECT_EQ(hasher.verified, hashes);
  refused("ada", Secret(std::string(1024, 'x')));
  EXPECT_EQ(hasher.verified, hashes + 1);
}

TEST_F(PasswordGrantTest, B84_ANulOrBytesThatAreNoTextAreRefusedBeforeHashing) {
  const auto hashes = hasher.verified;
  EXPECT_EQ(refused("ada", Secret(std::string("correct horse\0", 14))).code,
            OAuthErrorCode::invalid_grant);
  EXPECT_EQ(refused("ada", Secret("correct horse\xff")).code, OAuthErrorCode::invalid_grant);
  EXPECT_EQ(hasher.verified, hashes);
}

TEST_F(PasswordGrantTest, AHashOfOldIsReplacedWhenItsPasswordProvesRight) {
  const PasswordHash old("old hash of correct horse");
  const PasswordHash current("hash of correct horse");
  const auto stored = [&] { return *users.find_by_login(LoginName("ada"))->password; };
  ASSERT_TRUE(users.replace_password(user.id, current, old));
  const auto trail = database.snapshot().events.size();
  const auto hashes = hasher.hashed;

  refused("ada", Secret("wrong password"));
  EXPECT_EQ(stored(), old);
  EXPECT_TRUE(log_in());
  EXPECT_EQ(stored(), current);
  EXPECT_EQ(hasher.hashed, hashes + 1);
  EXPECT_EQ(users.find(user.id), user);
  // The failed login and the one that succeeded.
  EXPECT_EQ(database.snapshot().events.size(), trail + 2);

  EXPECT_TRUE(log_in());
  EXPECT_EQ(hasher.hashed, hashes + 1);
}

TEST_F(PasswordGrantTest, ADisabledAccountsHashStaysAsItIs) {
  const PasswordHash old("old hash of correct horse");
  ASSERT_TRUE(users.replace_password(user.id, PasswordHash("hash of correct horse"), old));
  auto blocked = *users.find(user.id);
  blocked.disabled = true;
  ASSERT_TRUE(manage_users.update(blocked, command));
  refused("ada", user_password);
  EXPECT_EQ(users.find_by_login(LoginName("ada"))->password, old);
}

TEST_F(PasswordGrantTest, ALoginDoesNotFailWithTheUpgradeOfItsHash) {
  ASSERT_TRUE(users.replace_password(user.id, PasswordHash("hash of correct horse"),
                                     PasswordHash("old hash of correct horse")));
  hasher.full = true;
  EXPECT_TRUE(log_in());
}

TEST_F(PasswordGrantTest, B30_IsForFirstPartyClientsRegisteredForIt) {
  auto third_party = app;
  third_party.first_party = false;
  EXPECT_EQ(issue_tokens.issue(third_party, inbound::PasswordRequest{"ada", user_password}, context)
                .error()
                .code,
            OAuthErrorCode::unauthorized_client);
  auto without_grant = app;
  without_grant.grants = {GrantType::refresh_token};
  EXPECT_EQ(
      issue_tokens.issue(without_grant, inbound::PasswordRequest{"ada", user_password}, context)
          .error()
          .code,
      OAuthErrorCode::unauthorized_client);
  EXPECT_EQ(hasher.verified, 0);
}

TEST_F(PasswordGrantTest, AFailedWriteGivesNoTokens) {
  families.fault = FailingFamilyStore::Fault::before;
  EXPECT_THROW(std::ignore = log_in(), Unavailable);
  EXPECT_TRUE(database.snapshot().families.empty());
}

TEST_F(PasswordGrantTest, ALoginThatRacedAPasswordChangeIsOverBeforeItBegan) {
  // The hash was verified, then the password changed, then the login was stored.
  struct Changing final : outbound::PasswordHasher {
    explicit Changing(World& w) : world(w) {}
    PasswordHash hash(const Secret& p) override { return world.hasher.hash(p); }
    bool verify(const Secret& p, const PasswordHash& h) override {
      const bool matches = world.hasher.verify(p, h);
      EXPECT_TRUE(world.manage_users.set_password(world.user.id, Secret("another password"),
                                                  world.command));
      return matches;
    }
    [[nodiscard]] bool is_current(const PasswordHash& h) const override {
      return world.hasher.is_current(h);
    }
    [[nodiscard]] const PasswordHash& decoy() const override { return world.hasher.decoy(); }
    World& world;
  } changing(*this);
  const ProvePassword proof{{users, changing, audit, clock, slow_guesses}};
  PasswordGrant grant(proof, prove_factor, direct_login, clock);
  const auto tokens = grant.redeem(app, {"ada", user_password}, context);
  ASSERT_TRUE(tokens);
  EXPECT_EQ(refresh(tokens->refresh_token->token).error().code, OAuthErrorCode::invalid_grant);
  EXPECT_FALSE(*introspect_token.introspect(app, tokens->access_token));
}

}  // namespace
}  // namespace chancery::test
