// Small values of the provider: answers, interactions, ID tokens, sessions, notices, subjects.

#include <gtest/gtest.h>

#include "domain/authorization_response.hpp"
#include "domain/browser_session.hpp"
#include "domain/id_token.hpp"
#include "domain/interaction.hpp"
#include "domain/logout_notice.hpp"
#include "domain/pairwise_subject.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using codec::Json;

const Issuer issuer{"https://id.example"};

TEST(AuthorizationResponseTest, ParametersJoinTheQueryThatIsThere) {
  const auto to = [](const char* uri) {
    return location(
        code_response({.redirect_uri = uri, .state = "a b&c=é"}, Secret("x-_~."), issuer));
  };
  const std::string query = "code=x-_~.&state=a%20b%26c%3D%C3%A9&iss=https%3A%2F%2Fid.example";
  EXPECT_EQ(to("https://a.example/cb"), "https://a.example/cb?" + query);
  EXPECT_EQ(to("https://a.example/cb?d=1"), "https://a.example/cb?d=1&" + query);
  EXPECT_EQ(to("https://a.example/cb?"), "https://a.example/cb?" + query);
  EXPECT_EQ(to("org.example.app:/cb"), "org.example.app:/cb?" + query);
}

TEST(AuthorizationResponseTest, B13_ErrorDescriptionsHaveOnlyTheCharactersTheyMay) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  for (const char c : error_description(every)) {
    EXPECT_TRUE(c >= 0x20 && c <= 0x7e && c != '"' && c != '\\') << static_cast<int>(c);
  }
  EXPECT_EQ(error_description("a\r\nb\"c\\d"), "a  b c d");
  const auto error = error_response(
      {{.redirect_uri = "u", .state = "s"}, {OAuthErrorCode::access_denied, "no\n"}}, issuer);
  EXPECT_EQ(error.parameters, (Parameters{{"error", "access_denied"},
                                          {"error_description", "no "},
                                          {"state", "s"},
                                          {"iss", issuer.value()}}));
}

TEST(InteractionTest, IsReadBackByteForByteAndOtherwiseNotAtAll) {
  const Interaction interaction{
      .parameters = {{"state", std::string("a:1;\0\n", 6)}, {"scope", ""}},
      .began_at = Instant(1234s),
      .began_with = BrowserSessionId("b1")};
  const auto text = write_interaction(interaction);
  EXPECT_EQ(read_interaction(text), interaction);
  EXPECT_EQ(read_interaction("0;0:"), (Interaction{.parameters = {}, .began_at = Instant{}}));
  for (std::size_t end = 0; end < text.size(); ++end) {
    const auto part = text.substr(0, end);
    const bool is_whole =
        part == "1234;2:b1" || part == "1234;2:b15:state6:" + std::string("a:1;\0\n", 6);
    EXPECT_EQ(read_interaction(part).has_value(), is_whole) << end;
  }
  for (const auto* wrong :
       {"0;", "01;0:", "1;0:01:a1:b", "1;0:-1:a", "1;0:1:a", "1;0:9:a1:b", "1;9:b", "x;0:", ""}) {
    EXPECT_FALSE(read_interaction(wrong)) << wrong;
  }
}

TEST(InteractionTest, CountsForAnHour) {
  const Interaction interaction{.parameters = {}, .began_at = Instant(10'000s)};
  EXPECT_TRUE(is_current(interaction, Instant(10'000s) + 1h - 1s));
  EXPECT_FALSE(is_current(interaction, Instant(10'000s) + 1h));
  EXPECT_TRUE(is_current(interaction, Instant(10'000s) - 10s)) << "another node's clock";
  EXPECT_FALSE(is_current(interaction, Instant(10'000s) - 11s));
}

IdTokenClaims id_token() {
  return {.issuer = issuer,
          .subject = "u1",
          .audience = ClientId("shop"),
          .issued_at = Instant(100s),
          .expires_at = Instant(700s),
          .authenticated_at = Instant(50s),
          .nonce = "n",
          .authentication = by_password(),
          .access_token_hash = "h",
          .login = FamilyId("f"),
          .more = {{"email", Json("a@b.example")}, {"sub", Json("forged")}}};
}

TEST(IdTokenTest, ThePayloadIsThatOfTheSpecification) {
  EXPECT_EQ(write_json(to_json(id_token())),
            R"({"iss":"https://id.example","sub":"u1","aud":"shop","exp":700,"iat":100,)"
            R"("auth_time":50,"nonce":"n","acr":"1","amr":["pwd"],"at_hash":"h","sid":"f",)"
            R"("email":"a@b.example"})");
  EXPECT_EQ(access_token_hash("0123456789abcdef0123456789ABCDEF"), "MDEyMzQ1Njc4OWFiY2RlZg");
}

TEST(IdTokenTest, B52_AHintIsAnIdTokenOfOursAndNothingElse) {
  EXPECT_EQ(read_hint(to_json(id_token()), issuer),
            (IdTokenHint{ClientId("shop"), "u1", FamilyId("f")}));
  EXPECT_FALSE(read_hint(to_json(id_token()), Issuer("https://other.example")));
  const auto whole = *to_json(id_token()).as_object();
  for (const auto* name : {"iss", "sub", "aud", "sid", "exp", "auth_time"}) {
    auto lacking = whole;
    std::erase_if(lacking, [&](const auto& member) { return member.first == name; });
    EXPECT_FALSE(read_hint(lacking, issuer)) << name;
  }
}

TEST(BrowserSessionTest, EndsIdleOrOldWhicheverIsEarlier) {
  const BrowserSession session{.id = BrowserSessionId("s"),
                               .user = UserId("u1"),
                               .last_used_at = Instant(1000s),
                               .expires_at = Instant(5000s)};
  EXPECT_TRUE(is_live(session, 100s, Instant(1099s)));
  EXPECT_FALSE(is_live(session, 100s, Instant(1100s)));
  EXPECT_TRUE(is_live(session, 1h * 24, Instant(4999s)));
  EXPECT_FALSE(is_live(session, 1h * 24, Instant(5000s)));
  EXPECT_FALSE(should_touch(session, Instant(1059s)));
  EXPECT_TRUE(should_touch(session, Instant(1060s)));
}

TEST(LogoutNoticeTest, PausesDoubleUpToAnHourForADay) {
  LogoutNotice notice{.id = NoticeId("n"),
                      .client = ClientId("shop"),
                      .uri = "u",
                      .user = UserId("u1"),
                      .login = FamilyId("f"),
                      .subject = "s",
                      .created_at = Instant(0s)};
  const Instant now(100s);
  const struct {
    std::int64_t attempts;
    Lifetime pause;
  } cases[] = {{1, 1s}, {2, 2s}, {12, 2048s}, {13, 3600s}, {1000, 3600s}};
  for (const auto& c : cases) {
    notice.attempts = c.attempts;
    EXPECT_EQ(next_attempt_at(notice, now), now + c.pause) << c.attempts;
  }
  EXPECT_EQ(next_attempt_at(notice, Instant(23h) - 1s), Instant(24h) - 1s);
  EXPECT_EQ(next_attempt_at(notice, Instant(23h)), std::nullopt);
}

TEST(PairwiseSubjectTest, SectorAndUserAreKeptApart) {
  Client client{.id = ClientId("shop"), .redirect_uris = {"https://a.example/cb"}};
  EXPECT_EQ(pairwise_input(client, UserId("u1")), std::nullopt);
  client.subject_type = SubjectType::pairwise;
  EXPECT_EQ(pairwise_input(client, UserId("u1")), std::string("a.example\0u1", 12));
  client.sector_identifier = "sector.example";
  EXPECT_EQ(pairwise_input(client, UserId("u1")), std::string("sector.example\0u1", 17));
}

}  // namespace
}  // namespace chancery
