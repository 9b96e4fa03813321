// Issued tokens as they are counted: by grant, and none that was not issued.

#include "app/metrics/issue_tokens_metrics.hpp"

#include <gtest/gtest.h>

#include "tests/http/endpoints/mocks.hpp"
#include "tests/support/exposition.hpp"

namespace chancery {
namespace {

using http::test::MockTokens;
using trompeloeil::_;

inbound::TokenResponse tokens(bool replayed) {
  return {.access_token = Secret("t"),
          .access_token_id = TokenId("id"),
          .expires_in = Lifetime(600),
          .scopes = {},
          .replayed = replayed};
}

class IssueTokensMetricsTest : public testing::Test {
 protected:
  [[nodiscard]] double issued(const char* grant) const {
    return test::Exposition(registry.exposition())
        .value("chancery_tokens_issued_total", {{"grant", grant}});
  }
  [[nodiscard]] double replays() const {
    return test::Exposition(registry.exposition()).value("chancery_refresh_replays_total");
  }

  MockTokens inner;
  metrics::Registry registry;
  IssueTokensMetrics counted{inner, registry};
};

TEST_F(IssueTokensMetricsTest, CountsByGrantAndReplaysBeside) {
  trompeloeil::sequence order;
  REQUIRE_CALL(inner, issue(_, _, _)).IN_SEQUENCE(order).RETURN(tokens(false)).TIMES(2);
  REQUIRE_CALL(inner, issue(_, _, _)).IN_SEQUENCE(order).RETURN(tokens(true));
  const inbound::TokenRequest refresh = inbound::RefreshTokenRequest{Secret("r")};
  EXPECT_TRUE(counted.issue(http::test::shop, inbound::ClientCredentialsRequest{}, {}));
  EXPECT_TRUE(counted.issue(http::test::shop, refresh, {}));
  EXPECT_TRUE(counted.issue(http::test::shop, refresh, {}));
  EXPECT_EQ(issued("client_credentials"), 1);
  EXPECT_EQ(issued("refresh_token"), 2);
  EXPECT_EQ(issued("password"), 0);
  EXPECT_EQ(replays(), 1);
}

TEST_F(IssueTokensMetricsTest, CountsNoRefusal) {
  REQUIRE_CALL(inner, issue(_, _, _)).RETURN(std::unexpected(invalid_grant("no")));
  EXPECT_FALSE(counted.issue(http::test::shop, inbound::ClientCredentialsRequest{}, {}));
  EXPECT_EQ(issued("client_credentials"), 0);
}

TEST_F(IssueTokensMetricsTest, HasEveryGrant) {
  for (const auto grant : grant_types) EXPECT_EQ(issued(std::string(name(grant)).c_str()), 0);
  // A second factor goes on with a password's.
  EXPECT_EQ(grant_types.size() + 1, std::variant_size_v<inbound::TokenRequest>);
}

}  // namespace
}  // namespace chancery
