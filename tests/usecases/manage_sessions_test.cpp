// Lists of logins, and the ends that users and administrators put to them.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class ManageSessionsTest : public testing::Test, protected World {
 protected:
  std::vector<UserSession> all(const SessionFilter& filter = {}) {
    return manage_sessions.list(filter, std::nullopt, 200).value().sessions;
  }
  Client add_app(const char* id) {
    return add_client({.id = ClientId(id),
                       .grants = app.grants,
                       .scopes = app.scopes,
                       .audiences = app.audiences,
                       .first_party = true});
  }
  inbound::TokenResponse log_in_at(const Client& client, const char* who = "ada") {
    return issue_tokens
        .issue(client, inbound::PasswordRequest{.username = who, .password = user_password},
               context)
        .value();
  }
  bool alive(const inbound::TokenResponse& tokens, const Client& client) {
    const auto access = introspect_token.introspect(client, tokens.access_token);
    const auto refresh = introspect_token.introspect(client, tokens.refresh_token->token);
    EXPECT_EQ(access->has_value(), refresh->has_value());
    return access->has_value();
  }
  bool alive(const inbound::TokenResponse& tokens) { return alive(tokens, app); }
  void add_bob() {
    User bob{.id = UserId(""), .email = "bob@example.org", .username = "bob"};
    ASSERT_TRUE(manage_users.add(bob, user_password, command));
  }
};

TEST_F(ManageSessionsTest, ALoginIsShownWithItsMetadata) {
  const auto began = clock.at;
  const auto tokens = log_in().value();
  clock.at += 1h;
  context.origin = {"198.51.100.7", "other agent"};
  ASSERT_TRUE(refresh(tokens.refresh_token->token));
  const UserSession expected{.id = *tokens.login,
                             .user = user.id,
                             .client = app.id,
                             .client_name = "App",
                             .created_at = began,
                             .last_used_at = began + 1h,
                             .expires_at = began + 1h + 30 * 24h,
                             .login_address = "192.0.2.1",
                             .last_used_from = {"198.51.100.7", "other agent"}};
  EXPECT_EQ(all(), std::vector{expected});
}

TEST_F(ManageSessionsTest, EveryLoginIsOnOnePage) {
  for (int i = 0; i < 6; ++i) log_in().value();
  const auto expected = all();
  ASSERT_EQ(expected.size(), 6U);
  for (const std::size_t limit : {1U, 2U, 5U, 6U, 7U}) {
    std::vector<UserSession> found;
    std::optional<std::string> cursor;
    do {
      auto page = manage_sessions.list({.user = user.id}, cursor, limit);
      ASSERT_TRUE(page);
      found.insert(found.end(), page->sessions.begin(), page->sessions.end());
      cursor = page->next_cursor;
    } while (cursor);
    EXPECT_EQ(found, expected) << limit;
  }
}

TEST_F(ManageSessionsTest, B35_ACursorBelongsToItsList) {
  for (int i = 0; i < 3; ++i) log_in().value();
  const auto cursor = manage_sessions.list({.user = user.id}, std::nullopt, 1)->next_cursor.value();
  EXPECT_TRUE(manage_sessions.list({.user = user.id}, cursor, 1));
  EXPECT_FALSE(manage_sessions.list({}, cursor, 1));
  EXPECT_FALSE(manage_sessions.list({.user = UserId("u2")}, cursor, 1));
  EXPECT_FALSE(manage_sessions.list({.client = ClientId(user.id.value())}, cursor, 1));
  EXPECT_FALSE(list_users.list({}, cursor, 1));
  for (const auto& forged : {std::string(), "x" + cursor, cursor + "x"}) {
    EXPECT_FALSE(manage_sessions.list({.user = user.id}, forged, 1)) << forged;
  }
}

TEST_F(ManageSessionsTest, EndingOneLoginEndsItsTokensOnlyAndSaysWhy) {
  const auto first = log_in().value();
  const auto second = log_in().value();
  context.request_id = "request-9";
  EXPECT_TRUE(manage_sessions.end(*first.login, user.id, context));
  EXPECT_FALSE(alive(first));
  EXPECT_TRUE(alive(second));
  EXPECT_EQ(refresh(first.refresh_token->token).error().code, OAuthErrorCode::invalid_grant);
  const AuditEvent expected{.type = AuditType::login_ended,
                            .at = clock.at,
                            .reason = "session_revoked",
                            .user = user.id,
                            .client = app.id,
                            .family = first.login,
                            .origin = context.origin,
                            .request_id = "request-9"};
  EXPECT_EQ(events(AuditType::login_ended), std::vector{expected});
  EXPECT_FALSE(manage_sessions.end(*first.login, user.id, context)) << "it has ended already";
  EXPECT_EQ(events(AuditType::login_ended).size(), 1U);
}

TEST_F(ManageSessionsTest, B96_NobodyEndsAnothersLogin) {
  const auto tokens = log_in().value();
  EXPECT_FALSE(manage_sessions.end(*tokens.login, UserId("mallory"), context));
  EXPECT_FALSE(manage_sessions.end(FamilyId("unknown"), user.id, context));
  EXPECT_TRUE(alive(tokens));
  EXPECT_TRUE(events(AuditType::login_ended).empty());
  EXPECT_TRUE(manage_sessions.end(*tokens.login, std::nullopt, command)) << "an administrator may";
}

TEST_F(ManageSessionsTest, WhatIsOverCannotBeEnded) {
  const auto tokens = log_in().value();
  clock.at += 90 * 24h;
  EXPECT_FALSE(manage_sessions.end(*tokens.login, user.id, context));
  const auto fresh = log_in().value();
  ASSERT_TRUE(manage_users.set_password(user.id, Secret("battery staple"), command));
  EXPECT_FALSE(manage_sessions.end(*fresh.login, user.id, context));
  EXPECT_TRUE(events(AuditType::login_ended).empty());
}

/// A node with a longer idle lifetime would go on with it.
TEST_F(ManageSessionsTest, WhatIsNotShownForItsRestCanBeEnded) {
  const auto idle = log_in().value();
  const auto forgotten = log_in().value();
  clock.at += 30 * 24h;
  EXPECT_TRUE(all().empty());
  EXPECT_TRUE(manage_sessions.end(*idle.login, user.id, context));
  EXPECT_EQ(manage_sessions.end_all({user.id, app.id}, command).count, 1U);
  EXPECT_EQ(events(AuditType::login_ended).size(), 2U);
}

TEST_F(ManageSessionsTest, EveryLoginOfAUserEndsAtOnceInOneWrite) {
  add_bob();
  const auto till = add_app("till");
  const auto first = log_in().value();
  const auto second = log_in_at(till);
  const auto bobs = log_in_at(app, "bob");
  EXPECT_EQ(manage_sessions.end_all({.user = user.id}, command),
            (inbound::EndedSessions{.count = 2}));
  EXPECT_FALSE(alive(first));
  EXPECT_FALSE(alive(second, till));
  EXPECT_TRUE(alive(bobs));
  EXPECT_TRUE(events(AuditType::login_ended).empty());
  ASSERT_EQ(events(AuditType::user_changed).size(), 1U);
  EXPECT_EQ(events(AuditType::user_changed)[0].reason, "sessions_revoked");
  EXPECT_EQ(events(AuditType::user_changed)[0].user, user.id);
  EXPECT_TRUE(log_in()) << "the account stays";
  EXPECT_EQ(manage_sessions.end_all({.user = UserId("nobody")}, command), inbound::EndedSessions{});
}

TEST_F(ManageSessionsTest, EveryLoginAtAClientEndsAndItsOwnTokensStay) {
  const auto till = add_app("till");
  const auto at_app = log_in().value();
  const auto at_till = log_in_at(till);
  const auto own = issue_tokens.issue(till, inbound::ClientCredentialsRequest{}, context).value();
  EXPECT_EQ(manage_sessions.end_all({.client = till.id}, command),
            (inbound::EndedSessions{.count = 1}));
  EXPECT_TRUE(alive(at_app));
  EXPECT_FALSE(alive(at_till, till));
  EXPECT_TRUE(introspect_token.introspect(till, own.access_token)->has_value());
  ASSERT_EQ(events(AuditType::client_changed).size(), 1U);
  EXPECT_EQ(events(AuditType::client_changed)[0].reason, "sessions_revoked");
  EXPECT_EQ(events(AuditType::client_changed)[0].client, till.id);
  EXPECT_EQ(manage_sessions.end_all({.client = ClientId("no")}, command), inbound::EndedSessions{});
}

TEST_F(ManageSessionsTest, AUsersLoginsAtOneClientEndOneByOne) {
  add_bob();
  const auto till = add_app("till");
  const auto at_app = log_in().value();
  const auto first = log_in_at(till);
  const auto second = log_in_at(till);
  const auto bobs = log_in_at(till, "bob");
  EXPECT_EQ(manage_sessions.end_all({.user = user.id, .client = till.id}, command),
            (inbound::EndedSessions{.count = 2}));
  EXPECT_TRUE(alive(at_app));
  EXPECT_TRUE(alive(bobs, till));
  EXPECT_FALSE(alive(first, till));
  EXPECT_FALSE(alive(second, till));
  EXPECT_EQ(events(AuditType::login_ended).size(), 2U);
}

/// Somebody else changes the account whenever it was read.
struct BusyUsers final : outbound::UserStore {
  explicit BusyUsers(outbound::UserStore& inner) : inner_(inner) {}
  outbound::AddUserOutcome add(const User& user, const std::optional<PasswordHash>& password,
                               const AuditEvent& event) override {
    return inner_.add(user, password, event);
  }
  std::optional<User> find(const UserId& id) override {
    auto found = inner_.find(id);
    if (changes > 0) {
      --changes;
      std::ignore =
          inner_.update(*found, std::nullopt, {.type = AuditType::user_changed, .at = {}});
    }
    return found;
  }
  std::optional<outbound::UserCredentials> find_by_login(const LoginName& login) override {
    return inner_.find_by_login(login);
  }
  std::vector<User> list(const UserFilter& filter, const std::optional<UserId>& after,
                         std::size_t limit) override {
    return inner_.list(filter, after, limit);
  }
  outbound::UpdateUserOutcome update(const User& user, const std::optional<PasswordHash>& password,
                                     const AuditEvent& event) override {
    return inner_.update(user, password, event);
  }
  bool replace_password(const UserId& id, const PasswordHash& before,
                        const PasswordHash& after) override {
    return inner_.replace_password(id, before, after);
  }
  outbound::UpdateUserOutcome update_keeping(const User& user, const PasswordHash& password,
                                             const FamilyId& login,
                                             const AuditEvent& event) override {
    return inner_.update_keeping(user, password, login, event);
  }
  bool remove(const UserId& id, const AuditEvent& event) override {
    return inner_.remove(id, event);
  }
  int changes = 0;

 private:
  outbound::UserStore& inner_;
};

TEST_F(ManageSessionsTest, AnAccountThatChangesMeanwhileIsLoggedOutAllTheSame) {
  BusyUsers busy(users);
  ManageSessions sessions_of_busy({sessions, families, busy, clients, macs, clock}, 30 * 24h);
  const auto tokens = log_in().value();
  busy.changes = 3;
  EXPECT_EQ(sessions_of_busy.end_all({.user = user.id}, command).count, 1U);
  EXPECT_FALSE(alive(tokens));
  busy.changes = 1000;
  EXPECT_THROW(std::ignore = sessions_of_busy.end_all({.user = user.id}, command), Unavailable)
      << "never told as done when it was not";
}

}  // namespace
}  // namespace chancery::test
