// What an administrator may do to clients and accounts, and what is refused.

#include <gtest/gtest.h>

#include "app/usecases/check_origin.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

using ClientReason = inbound::ClientRefusal::Reason;
using UserReason = inbound::UserRefusal::Reason;

class ManageClientsTest : public testing::Test, protected World {
 protected:
  const Client service{
      .id = ClientId("service"), .grants = {GrantType::client_credentials}, .scopes = {"orders"}};
};

TEST_F(ManageClientsTest, AConfidentialClientGetsASecretThatIsSeenOnce) {
  const auto added = manage_clients.add(service, std::nullopt, {});
  ASSERT_TRUE(added);
  ASSERT_TRUE(added->generated_secret);
  EXPECT_EQ(added->generated_secret->reveal().size(), 43U);  // 256 bits
  EXPECT_TRUE(authenticate_client.authenticate(
      {service.id, ClientAuthMethod::client_secret_basic, *added->generated_secret}));
  EXPECT_EQ(events(AuditType::client_created).back().client, service.id);
}

TEST_F(ManageClientsTest, AnEmptyIdAsksForARandomOne) {
  auto nameless = service;
  nameless.id = ClientId("");
  EXPECT_EQ(manage_clients.add(nameless, std::nullopt, {})->client.id.value().size(), 22U);
}

TEST_F(ManageClientsTest, B101_AWeakSecretIsRefused) {
  for (const auto* weak : {"short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    const auto refused = manage_clients.add(service, Secret(weak), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, ClientReason::invalid);
    EXPECT_EQ(refused.error().problems.at(0).field, "client_secret");
  }
  EXPECT_FALSE(clients.find(service.id));
}

TEST_F(ManageClientsTest, RefusesWhatIsTakenInvalidOrUnknown) {
  EXPECT_EQ(manage_clients.add(app, app_secret, {}).error().reason, ClientReason::already_exists);
  auto invalid = service;
  invalid.grants = {GrantType::password};
  EXPECT_EQ(manage_clients.add(invalid, std::nullopt, {}).error().problems.at(0).field,
            "grant_types");
  EXPECT_EQ(manage_clients.update(service, {}).error().reason, ClientReason::unknown);
  EXPECT_EQ(manage_clients.remove(service.id, {}).error().reason, ClientReason::unknown);
  EXPECT_EQ(manage_clients.replace_secret(service.id, {}, {}).error().reason,
            ClientReason::unknown);
}

TEST_F(ManageClientsTest, AnUpdateKeepsTheCredentialsAndRefusesAStaleCopy) {
  auto changed = app;
  changed.name = "Renamed";
  changed.secret.reset();
  const auto updated = manage_clients.update(changed, {});
  ASSERT_TRUE(updated);
  EXPECT_EQ(clients.find(app.id)->secret, app.secret);
  EXPECT_EQ(*updated, *clients.find(app.id));
  EXPECT_EQ(manage_clients.update(changed, {}).error().reason, ClientReason::changed_meanwhile);
}

TEST_F(ManageClientsTest, AnotherSecretReplacesTheOldOneAtOnce) {
  const auto replaced = manage_clients.replace_secret(app.id, std::nullopt, {});
  ASSERT_TRUE(replaced);
  using enum ClientAuthMethod;
  EXPECT_FALSE(authenticate_client.authenticate({app.id, client_secret_basic, app_secret}));
  EXPECT_TRUE(
      authenticate_client.authenticate({app.id, client_secret_basic, *replaced->generated_secret}));
}

TEST_F(ManageClientsTest, APublicClientHasNoSecretAndStaysPublic) {
  Client spa{.id = ClientId("spa"),
             .auth_method = ClientAuthMethod::none,
             .grants = {GrantType::refresh_token},
             .scopes = {"openid"}};
  EXPECT_EQ(manage_clients.add(spa, app_secret, {}).error().reason, ClientReason::invalid);
  auto added = manage_clients.add(spa, std::nullopt, {})->client;
  EXPECT_EQ(manage_clients.replace_secret(spa.id, std::nullopt, {}).error().reason,
            ClientReason::invalid);
  added.auth_method = ClientAuthMethod::client_secret_basic;
  EXPECT_EQ(manage_clients.update(added, {}).error().reason, ClientReason::invalid);
}

TEST_F(ManageClientsTest, B17_OnlyConfiguredAndRegisteredOriginsAreAllowed) {
  auto spa = service;
  spa.redirect_uris = {"https://spa.example:8443/cb?x=1"};
  ASSERT_TRUE(manage_clients.add(spa, std::nullopt, {}));
  CheckOrigin origins(clients, {"https://configured.example"});
  EXPECT_TRUE(origins.is_allowed("https://configured.example"));
  EXPECT_TRUE(origins.is_allowed("https://spa.example:8443"));
  for (const auto* foreign : {"https://spa.example", "https://evil.example", "null", "",
                              "https://spa.example:8443.evil.example"}) {
    EXPECT_FALSE(origins.is_allowed(foreign)) << foreign;
  }
}

class ManageUsersTest : public testing::Test, protected World {
 protected:
  std::expected<User, inbound::UserRefusal> add(std::string email,
                                                std::optional<std::string> username = {}) {
    return manage_users.add(
        {.id = UserId(""), .email = std::move(email), .username = std::move(username)},
        user_password, command);
  }
};

TEST_F(ManageUsersTest, B85_NamesAreUniqueInTheirCanonicalForm) {
  EXPECT_EQ(add("ADA@EXAMPLE.ORG").error().reason, UserReason::email_taken);
  EXPECT_EQ(add("other@example.org", "Ada").error().reason, UserReason::username_taken);
  EXPECT_EQ(add("other@example.org",
                "\xd0\x90"
                "da")
                .error()
                .reason,
            UserReason::invalid_username);
  EXPECT_EQ(add("not an address").error().reason, UserReason::invalid_email);
}

TEST_F(ManageUsersTest, FindsByIdEmailAndUsername) {
  for (const auto& name : {user.id.value(), std::string("ada"), std::string("Ada@Example.org")}) {
    EXPECT_EQ(manage_users.find(name), user) << name;
  }
  EXPECT_FALSE(manage_users.find("nobody"));
}

TEST_F(ManageUsersTest, AWeakPasswordChangesNothing) {
  EXPECT_EQ(manage_users.set_password(user.id, Secret("short"), command).error().reason,
            UserReason::weak_password);
  EXPECT_EQ(users.find(user.id)->epoch, user.epoch);
  EXPECT_TRUE(log_in());
}

TEST_F(ManageUsersTest, ANewPasswordReplacesTheOldOne) {
  ASSERT_TRUE(manage_users.set_password(user.id, Secret("another password"), command));
  EXPECT_FALSE(log_in());
  EXPECT_EQ(events(AuditType::user_changed).back().reason, "password_changed");
}

TEST_F(ManageUsersTest, RefusesWhatIsUnknownOrWasChangedMeanwhile) {
  auto stale = user;
  stale.roles = {"admin"};
  ASSERT_TRUE(manage_users.update(stale, command));
  EXPECT_EQ(manage_users.update(stale, command).error().reason, UserReason::changed_meanwhile);
  ASSERT_TRUE(manage_users.remove(user.id, command));
  EXPECT_EQ(manage_users.remove(user.id, command).error().reason, UserReason::unknown);
  EXPECT_EQ(manage_users.update(stale, command).error().reason, UserReason::unknown);
  EXPECT_EQ(manage_users.set_password(user.id, user_password, command).error().reason,
            UserReason::unknown);
}

}  // namespace
}  // namespace chancery::test
