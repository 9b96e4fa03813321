#include "domain/access_token.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;
using Audience = std::vector<std::string>;

const Issuer issuer("https://issuer.example");
const Instant now{1'000'000s};

Client client(Audience audiences, bool first_party = false) {
  Client made{.id = ClientId("app"), .name = "App"};
  made.audiences = std::move(audiences);
  made.first_party = first_party;
  return made;
}

struct AudienceRow {
  const char* what;
  Client client;
  Scopes scopes;
  Audience resources;
  Audience expected;
};

TEST(AudienceFor, HoldsTheClientsAudiencesAndTheIssuerWhereTheTokenSpeaksToUs) {
  const std::string us = issuer.value();
  for (const AudienceRow& row : {
           AudienceRow{"neither audience nor openid", client({}), {"orders"}, {}, {us}},
           AudienceRow{"openid alone", client({}), {"openid"}, {}, {us}},
           AudienceRow{"first-party alone", client({}, true), {}, {}, {us}},
           AudienceRow{"an audience", client({"api"}), {"orders"}, {}, {"api"}},
           AudienceRow{"audience and openid", client({"api"}), {"openid"}, {}, {"api", us}},
           AudienceRow{"audience, first-party", client({"api"}, true), {}, {}, {"api", us}},
           AudienceRow{"two audiences", client({"b", "a"}), {}, {}, {"b", "a"}},
           AudienceRow{"the issuer is an audience", client({us, "a"}), {"openid"}, {}, {us, "a"}},
           AudienceRow{"openid-like scope", client({"api"}), {"openid2"}, {}, {"api"}},
           AudienceRow{"one resource of two", client({"a", "b"}), {}, {"b"}, {"b"}},
           AudienceRow{"a resource and openid", client({"a", "b"}), {"openid"}, {"b"}, {"b", us}},
           AudienceRow{"a resource, first-party", client({"a", "b"}, true), {}, {"b"}, {"b", us}},
           AudienceRow{
               "a resource named twice", client({"a", "b"}), {}, {"b", "a", "b"}, {"a", "b"}},
       }) {
    const auto audience = audience_for(row.client, row.scopes, row.resources, issuer);
    ASSERT_TRUE(audience.has_value()) << row.what;
    EXPECT_EQ(*audience, row.expected) << row.what;
  }
}

TEST(AudienceFor, B33_AResourceThatIsNoneOfTheClientsAudiencesIsAnInvalidTarget) {
  const auto registered = client({"https://api.example", "https://api.example/v2"}, true);
  for (const char* resource :
       {"https://other.example", "https://api.example/", "https://API.example", "/v2", "v2",
        "https://api.example#top", "https://issuer.example", ""}) {
    const auto audience = audience_for(registered, {"openid"}, {resource}, issuer);
    ASSERT_FALSE(audience.has_value()) << resource;
    EXPECT_EQ(audience.error().code, OAuthErrorCode::invalid_target) << resource;
  }
}

TEST(AudienceFor, B33_OneForeignResourceAmongGoodOnesIsRefused) {
  for (const Audience& resources : {Audience{"a", "evil"}, Audience{"evil", "a"}}) {
    const auto audience = audience_for(client({"a"}), {}, resources, issuer);
    ASSERT_FALSE(audience.has_value());
    EXPECT_EQ(audience.error().code, OAuthErrorCode::invalid_target);
  }
}

TEST(AccessTokenExpiresAt, NeverOutlivesItsLogin) {
  EXPECT_EQ(access_token_expires_at(now, 10min, std::nullopt), now + 10min);
  EXPECT_EQ(access_token_expires_at(now, 10min, now + 11min), now + 10min);
  EXPECT_EQ(access_token_expires_at(now, 10min, now + 10min), now + 10min);
  EXPECT_EQ(access_token_expires_at(now, 10min, now + 10min - 1s), now + 10min - 1s);
  EXPECT_EQ(access_token_expires_at(now, 10min, now + 1s), now + 1s);
}

TEST(AccessTokenIssuedAt, IsNoEarlierThanWhatTheClientsTokensCountFrom) {
  const std::pair<Lifetime, Lifetime> table[] = {{-3600s, 0s}, {-1s, 0s},  {0s, 0s},    {1s, 1s},
                                                 {10s, 10s},   {11s, 10s}, {3600s, 10s}};
  for (const auto& [ahead, later] : table) {
    auto registered = client({});
    registered.tokens_not_before = now + ahead;
    EXPECT_EQ(access_token_issued_at(registered, now), now + later) << ahead.count();
  }
}

AccessTokenClaims claims() {
  return {.issuer = issuer,
          .subject = "user",
          .audience = {"api"},
          .client = ClientId("app"),
          .scopes = {"orders"},
          .id = TokenId("jti"),
          .issued_at = now,
          .expires_at = now + 600s};
}

TEST(Invalidity, BeginsAtTheInstantOfExpiry) {
  EXPECT_FALSE(invalidity(claims(), issuer, now));
  EXPECT_FALSE(invalidity(claims(), issuer, now + 599s));
  EXPECT_TRUE(invalidity(claims(), issuer, now + 600s));
  EXPECT_TRUE(invalidity(claims(), issuer, now + 601s));
}

TEST(Invalidity, B54_ForgivesAnotherNodesClockTenSecondsAndNoMore) {
  EXPECT_FALSE(invalidity(claims(), issuer, now - 10s));
  EXPECT_TRUE(invalidity(claims(), issuer, now - 11s));
  auto far_future = claims();
  far_future.issued_at = now + 876000h;
  far_future.expires_at = far_future.issued_at + 600s;
  EXPECT_TRUE(invalidity(far_future, issuer, now));
}

TEST(Invalidity, B53_ATokenOfAnotherIssuerIsNotOurs) {
  for (const char* foreign : {"https://issuer.example/", "https://ISSUER.example",
                              "https://issuer.example.evil", "http://issuer.example", ""}) {
    EXPECT_TRUE(invalidity(claims(), Issuer(foreign), now)) << foreign;
  }
}

}  // namespace
}  // namespace chancery
