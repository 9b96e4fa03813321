// Client authentication: one refusal, after the same work, for whatever is wrong.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class AuthenticateClientTest : public testing::Test, protected World {
 protected:
  auto authenticate(const char* id, ClientAuthMethod method, std::optional<Secret> secret = {}) {
    return authenticate_client.authenticate({ClientId(id), method, std::move(secret)});
  }
  const Client public_app = add_client({.id = ClientId("spa"),
                                        .auth_method = ClientAuthMethod::none,
                                        .grants = {GrantType::refresh_token},
                                        .scopes = {"openid"}});
};

TEST_F(AuthenticateClientTest, AcceptsTheRegisteredMethodAndSecret) {
  EXPECT_EQ(*authenticate("app", ClientAuthMethod::client_secret_basic, app_secret), app);
  EXPECT_EQ(*authenticate("spa", ClientAuthMethod::none), public_app);
}

TEST_F(AuthenticateClientTest, TheBodyOfTheFirstPartyApiDoesForEitherSecretMethod) {
  const auto by_post = add_client({.id = ClientId("post"),
                                   .auth_method = ClientAuthMethod::client_secret_post,
                                   .grants = {GrantType::client_credentials},
                                   .scopes = {"orders"}});
  const auto in_body = [&](const char* id, std::optional<Secret> secret) {
    return authenticate_client.authenticate({.client = ClientId(id), .secret = std::move(secret)});
  };
  EXPECT_EQ(*in_body("app", app_secret), app);
  EXPECT_EQ(*in_body("post", app_secret), by_post);
  EXPECT_EQ(*in_body("spa", std::nullopt), public_app);
  const struct {
    const char* id;
    std::optional<Secret> secret;
  } refused[] = {{"app", std::nullopt}, {"post", std::nullopt},   {"app", Secret("wrong")},
                 {"spa", app_secret},   {"nobody", std::nullopt}, {"nobody", app_secret}};
  for (const auto& attempt : refused) {
    const auto compared = digester.compared;
    EXPECT_EQ(in_body(attempt.id, attempt.secret).error().code, OAuthErrorCode::invalid_client);
    EXPECT_EQ(digester.compared, compared + (attempt.secret ? 2 : 0));
  }
}

TEST_F(AuthenticateClientTest, B28_B29_EveryOtherAttemptIsTheSameRefusalAfterTheSameWork) {
  auto off = add_client(
      {.id = ClientId("off"), .grants = {GrantType::client_credentials}, .scopes = {"orders"}});
  off.disabled = true;
  ASSERT_TRUE(manage_clients.update(off, {}));
  using enum ClientAuthMethod;
  const struct {
    const char* what;
    const char* id;
    ClientAuthMethod method;
    std::optional<Secret> secret;
  } attempts[] = {
      {"wrong secret", "app", client_secret_basic, Secret("wrong")},
      {"prefix of the secret", "app", client_secret_basic, Secret(app_secret.reveal().substr(1))},
      {"unknown client", "nobody", client_secret_basic, app_secret},
      {"disabled client", "off", client_secret_basic, app_secret},
      {"post instead of basic", "app", client_secret_post, app_secret},
      {"none instead of basic", "app", none, std::nullopt},
      {"secret of a public client", "spa", client_secret_post, app_secret},
      {"secret of a public client by basic", "spa", client_secret_basic, app_secret},
      {"unknown public client", "nobody", none, std::nullopt},
  };
  for (const auto& attempt : attempts) {
    SCOPED_TRACE(attempt.what);
    const auto compared = digester.compared;
    const auto outcome = authenticate(attempt.id, attempt.method, attempt.secret);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, OAuthErrorCode::invalid_client);
    // With what is remembered of the client, and with what the store holds.
    EXPECT_EQ(digester.compared, compared + (attempt.secret ? 2 : 0));
  }
}

/// The same client, asking again and again while the clock stands still unless it is moved.
class RememberedClientTest : public testing::Test, protected World {
 protected:
  /// Only finds: what counts is how often the store is asked.
  struct CountedStore final : outbound::ClientStore {
    explicit CountedStore(outbound::ClientStore& store) : inner(store) {}
    bool add(const Client& client, const AuditEvent& event) override {
      return inner.add(client, event);
    }
    std::optional<Client> find(const ClientId& id) override {
      ++finds;
      return inner.find(id);
    }
    std::vector<Client> list() override { return inner.list(); }
    outbound::UpdateClientOutcome update(const Client& client, const AuditEvent& event) override {
      return inner.update(client, event);
    }
    bool remove(const ClientId& id, const AuditEvent& event) override {
      return inner.remove(id, event);
    }
    bool has_redirect_origin(std::string_view origin) override {
      return inner.has_redirect_origin(origin);
    }
    outbound::ClientStore& inner;
    int finds = 0;
  };

  bool accepts(const Secret& secret, const char* id = "app") {
    return remembering.authenticate({ClientId(id), ClientAuthMethod::client_secret_basic, secret})
        .has_value();
  }

  RecentClients::TimePoint now{};
  CountedStore store{clients};
  RecentClients recent{{.max_age = 500ms}, [this] { return now; }};
  AuthenticateClient remembering{store, digester, recent};
  const Secret wrong{"another-secret-another-secret-01"};
};

TEST_F(RememberedClientTest, AsksTheStoreOnceInHalfASecond) {
  const auto later = [&](auto time) {
    now += time;
    EXPECT_TRUE(accepts(app_secret));
    return store.finds;
  };
  EXPECT_EQ(later(0ms), 1);
  EXPECT_EQ(later(499ms), 1);
  EXPECT_EQ(later(1ms), 2);
  EXPECT_EQ(later(499ms), 2);
}

TEST_F(RememberedClientTest, GivesTheRegistrationThatTheStoreGave) {
  const auto sent =
      inbound::ClientCredentials{app.id, ClientAuthMethod::client_secret_basic, app_secret};
  EXPECT_EQ(remembering.authenticate(sent).value(), app);
  EXPECT_EQ(remembering.authenticate(sent).value(), app);
}

TEST_F(RememberedClientTest, AnEndedClientIsRefusedAfterHalfASecond) {
  EXPECT_TRUE(accepts(app_secret));
  auto off = app;
  off.disabled = true;
  ASSERT_TRUE(manage_clients.update(off, {}));
  now += 499ms;
  EXPECT_TRUE(accepts(app_secret));
  now += 1ms;
  EXPECT_FALSE(accepts(app_secret));
}

TEST_F(RememberedClientTest, AgeCountsFromBeforeTheStoreWasAsked) {
  struct SlowStore final : outbound::ClientStore {
    SlowStore(outbound::ClientStore& store, RecentClients::TimePoint& time)
        : inner(store), now(time) {}
    bool add(const Client&, const AuditEvent&) override { return false; }
    std::optional<Client> find(const ClientId& id) override {
      auto found = inner.find(id);
      ++finds;
      now += 400ms;
      return found;
    }
    std::vector<Client> list() override { return {}; }
    outbound::UpdateClientOutcome update(const Client&, const AuditEvent&) override {
      return outbound::UpdateClientOutcome::unknown;
    }
    bool remove(const ClientId&, const AuditEvent&) override { return false; }
    bool has_redirect_origin(std::string_view) override { return false; }
    outbound::ClientStore& inner;
    RecentClients::TimePoint& now;
    int finds = 0;
  } slow{clients, now};
  AuthenticateClient authenticate{slow, digester, recent};
  const auto sent =
      inbound::ClientCredentials{app.id, ClientAuthMethod::client_secret_basic, app_secret};
  EXPECT_TRUE(authenticate.authenticate(sent));
  now += 99ms;
  EXPECT_TRUE(authenticate.authenticate(sent));
  EXPECT_EQ(slow.finds, 1);
  now += 1ms;
  EXPECT_TRUE(authenticate.authenticate(sent));
  EXPECT_EQ(slow.finds, 2);
}

TEST_F(RememberedClientTest, ANewSecretIsGoodAtOnce) {
  EXPECT_TRUE(accepts(app_secret));
  auto changed = clients.find(app.id).value();
  changed.secret = digester.digest(wrong);
  ASSERT_EQ(clients.update(changed, {}), outbound::UpdateClientOutcome::updated);
  EXPECT_TRUE(accepts(wrong));
  EXPECT_FALSE(accepts(app_secret));
}

TEST_F(RememberedClientTest, B28_ARefusalCostsTheSameWhetherTheClientIsRememberedOrNot) {
  EXPECT_TRUE(accepts(app_secret));
  for (const auto* const id : {"app", "nobody"}) {
    SCOPED_TRACE(id);
    const auto finds = store.finds;
    const auto compared = digester.compared;
    EXPECT_FALSE(accepts(wrong, id));
    EXPECT_EQ(store.finds, finds + 1);
    EXPECT_EQ(digester.compared, compared + 2);
  }
}

TEST_F(RememberedClientTest, WhoIsRefusedIsNotRemembered) {
  EXPECT_FALSE(accepts(wrong));
  EXPECT_FALSE(recent.recall(app.id));
}

TEST(RecentClientsTest, AreBoundedInNumber) {
  RecentClients::TimePoint now{};
  RecentClients recent({.max_age = 500ms, .capacity = 2}, [&] { return now; });
  const auto remember = [&](const char* id) { recent.remember({.id = ClientId(id)}, now); };
  const auto knows = [&](const char* id) { return recent.recall(ClientId(id)).has_value(); };
  remember("a");
  now += 1ms;
  remember("b");
  remember("c");
  EXPECT_TRUE(knows("a") && knows("b"));
  EXPECT_FALSE(knows("c"));
  now += 499ms;  // a is too old
  remember("c");
  EXPECT_TRUE(knows("b") && knows("c"));
  EXPECT_FALSE(knows("a"));
  remember("b");
  now += 499ms;
  EXPECT_TRUE(knows("b"));
}

}  // namespace
}  // namespace chancery::test
