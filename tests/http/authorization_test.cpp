#include "adapters/http/authorization.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "adapters/http/basic_credentials.hpp"
#include "adapters/http/bearer_token.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

Headers with(std::string authorization) {
  Headers headers;
  headers.add("authorization", std::move(authorization));
  return headers;
}

TEST(BasicCredentials, ReadsBothHalves) {
  const auto credentials =
      BasicCredentials::of(with("Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3"));
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->client_id, "s6BhdRkqt3");
  EXPECT_EQ(credentials->client_secret.reveal(), "7Fjfp0ZBr1KtDRbnfVdmIw");
}

TEST(BasicCredentials, DecodesTheHalvesAsForms) {
  const auto credentials = BasicCredentials::parse(codec::base64("https%3A%2F%2Fa:p%3Aq+r:s%25"));
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->client_id, "https://a");
  EXPECT_EQ(credentials->client_secret.reveal(), "p:q r:s%");
}

TEST(BasicCredentials, TakesTheSchemeWithoutCaseAndAnEmptySecret) {
  const auto credentials = BasicCredentials::of(with("bASIC  " + codec::base64("id:")));
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->client_id, "id");
  EXPECT_EQ(credentials->client_secret.reveal(), "");
}

TEST(BasicCredentials, B34_RefusesWhatIsNotCanonicalOrNotText) {
  EXPECT_FALSE(BasicCredentials::parse("Y2xpZW50OnNlY3JldA*garbage"));  // fact A-51
  EXPECT_FALSE(BasicCredentials::parse("aWQ6cw"));                      // no padding
  EXPECT_FALSE(BasicCredentials::parse("aWQ6cx=="));                    // spare bits
  EXPECT_FALSE(BasicCredentials::parse("aWQ6cw== "));
  EXPECT_FALSE(BasicCredentials::parse(codec::base64("no colon")));
  EXPECT_FALSE(BasicCredentials::parse(codec::base64(":secret")));
  EXPECT_FALSE(BasicCredentials::parse(codec::base64("id:%zz")));
  EXPECT_FALSE(BasicCredentials::parse(codec::base64("id\0x:secret"sv)));
  EXPECT_FALSE(BasicCredentials::parse(codec::base64("id:sec%00ret")));
  EXPECT_FALSE(BasicCredentials::parse(codec::base64("id:\xff\xfe")));
  EXPECT_FALSE(BasicCredentials::parse(codec::base64("id:a\nb")));
}

TEST(BasicCredentials, SaysWhetherTheyAreAbsentOrMalformed) {
  EXPECT_EQ(BasicCredentials::of({}).error(), AuthorizationError::absent);
  EXPECT_EQ(BasicCredentials::of(with("Bearer abc")).error(), AuthorizationError::absent);
  EXPECT_EQ(BasicCredentials::of(with("Basicx aWQ6cw==")).error(), AuthorizationError::absent);
  EXPECT_EQ(BasicCredentials::of(with("Basic")).error(), AuthorizationError::malformed);
  EXPECT_EQ(BasicCredentials::of(with("Basic ")).error(), AuthorizationError::malformed);
  EXPECT_EQ(BasicCredentials::of(with("Basic !")).error(), AuthorizationError::malformed);
}

TEST(Authorization, B26_TwoFieldsAreMalformedForEveryScheme) {
  auto headers = with("Basic aWQ6cw==");
  headers.add("Authorization", "Bearer abc");
  EXPECT_EQ(BasicCredentials::of(headers).error(), AuthorizationError::malformed);
  EXPECT_EQ(bearer_token(headers).error(), AuthorizationError::malformed);
}

TEST(BearerToken, TakesEveryCharacterOfTheGrammar) {
  const auto token = bearer_token(with("bearer AZaz09-._~+/=="));
  ASSERT_TRUE(token);
  EXPECT_EQ(token->reveal(), "AZaz09-._~+/==");
}

TEST(BearerToken, RefusesEverythingElse) {
  for (const auto text :
       {""sv, "="sv, "a=b"sv, "a b"sv, "a,b"sv, "a\0b"sv, "\"a\""sv, "a\xc3\xa9"sv, "a%20"sv}) {
    EXPECT_FALSE(parse_b64token(text)) << text;
  }
  EXPECT_EQ(bearer_token(with("Bearer a b")).error(), AuthorizationError::malformed);
  EXPECT_EQ(bearer_token(with("Basic aWQ6cw==")).error(), AuthorizationError::absent);
}

TEST(BearerToken, B55_HasAtMostEightKibibytes) {
  EXPECT_TRUE(parse_b64token(std::string(8192, 'a')));
  EXPECT_FALSE(parse_b64token(std::string(8193, 'a')));
}

}  // namespace
}  // namespace chancery::http
