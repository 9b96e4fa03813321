// API_CLIENT names a client that can do what it is for, or the server does not start.

#include <gtest/gtest.h>

#include "app/api_client.hpp"
#include "tests/e2e/running.hpp"

namespace chancery::test {
namespace {

class ApiClientSetting : public testing::Test {
 protected:
  std::string complaint() {
    const auto found = complaint_about_api_client(running.authority());
    if (!found) return "none";
    EXPECT_FALSE(found->hint.empty());
    return found->message;
  }
  Client add(Client client) {
    auto& clients = running.authority().manage_clients;
    static_cast<void>(clients.remove(ClientId("web"), {}));
    client.id = ClientId("web");
    client.scopes = {"orders"};
    return clients.add(client, std::nullopt, {}).value().client;
  }

  Running running{{{"api-client", "web"}}};
};

TEST_F(ApiClientSetting, NamesAPublicFirstPartyClientThatMayLogUsersIn) {
  using enum GrantType;
  EXPECT_EQ(complaint(), "API_CLIENT: the client web is not registered");
  Client client{.id = ClientId("web"),
                .auth_method = ClientAuthMethod::none,
                .grants = {GrantType::password, refresh_token},
                .first_party = true};
  auto added = add(client);
  EXPECT_EQ(complaint(), "none");
  added.disabled = true;
  ASSERT_TRUE(running.authority().manage_clients.update(added, {}));
  EXPECT_EQ(complaint(), "API_CLIENT: the client web is disabled");

  client.grants = {GrantType::password};
  add(client);
  EXPECT_EQ(complaint(),
            "API_CLIENT: the client web is not registered for the grant refresh_token");
  client.grants = {refresh_token};
  add(client);
  EXPECT_EQ(complaint(), "API_CLIENT: the client web is not registered for the grant password");
  client.first_party = false;
  add(client);
  EXPECT_EQ(complaint(), "API_CLIENT: the client web is no first-party client");
  client.auth_method = ClientAuthMethod::client_secret_basic;
  add(client);
  EXPECT_TRUE(complaint().starts_with("API_CLIENT: the client web has a secret"));
}

}  // namespace
}  // namespace chancery::test
