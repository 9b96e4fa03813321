#pragma once

// Somebody who tries passwords.

#include <gtest/gtest.h>

#include "tests/usecases/provider.hpp"

namespace chancery::test {

class SlowGuessesTest : public testing::Test, protected Provider {
 protected:
  std::expected<inbound::TokenResponse, OAuthError> try_password(const std::string& name,
                                                                 const Secret& guess) {
    return issue_tokens.issue(public_app, inbound::PasswordRequest{name, guess}, context);
  }
  std::expected<inbound::TokenResponse, OAuthError> right(const std::string& name = "ada") {
    return try_password(name, user_password);
  }
  /// What a wrong password is told: how long to wait, or nothing if it was looked at.
  std::optional<Lifetime> wrong(const std::string& name = "ada") {
    const auto error = try_password(name, Secret("wrong password")).error();
    EXPECT_EQ(error.code, OAuthErrorCode::invalid_grant);
    return error.retry_after;
  }
  /// So many wrong passwords, each looked at.
  void fail(int times, const std::string& name = "ada") {
    for (int i = 0; i < times; ++i) ASSERT_EQ(wrong(name), std::nullopt) << i;
  }
  void go_to(const std::string& network) {
    context.network = network;
    context.origin.address = network;
  }
  std::vector<std::string> slowed() {
    std::vector<std::string> reasons;
    for (const auto& event : events(AuditType::attempts_slowed)) reasons.push_back(event.reason);
    return reasons;
  }

  Client public_app = add_client({.id = ClientId("mobile"),
                                  .name = "Mobile",
                                  .auth_method = ClientAuthMethod::none,
                                  .grants = {GrantType::password, GrantType::refresh_token},
                                  .scopes = {"openid", "offline_access"},
                                  .first_party = true});
};

}  // namespace chancery::test
