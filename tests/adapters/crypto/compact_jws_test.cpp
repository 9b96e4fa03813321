#include "adapters/crypto/compact_jws.hpp"

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
namespace {

using codec::base64url;

const std::string header = base64url(R"({"alg":"ES256","typ":"at+jwt","kid":"k"})");

std::string with_header(std::string_view json) { return base64url(json) + ".e30.AAAA"; }

TEST(CompactJws, TakesATokenApart) {
  const auto text = header + "." + base64url("payload") + "." + base64url("signature");
  const auto jws = parse_compact_jws(text);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->algorithm, "ES256");
  EXPECT_EQ(jws->type, "at+jwt");
  EXPECT_EQ(jws->key, "k");
  EXPECT_EQ(jws->payload, "payload");
  EXPECT_EQ(jws->signature, "signature");
  EXPECT_EQ(jws->signing_input, text.substr(0, text.rfind('.')));
}

TEST(CompactJws, B46_HasExactlyThreePartsOfCanonicalBase64url) {
  const std::string refused[] = {
      "",
      ".",
      "..",
      "...",
      header,
      header + ".e30",
      header + ".e30.",
      "." + header + ".AAAA",
      header + ".e30.AAAA.",
      header + ".e30.AAAA.AAAA",
      header + ".e30.AAAA.AAAA.AAAA",
      header + ".e30.AAA=",
      header + ".e30.AAAA=",
      header + ".e30.AAB",  // spare bits set
      header + ".e31.AAAA",
      header + ".e30.AA AA",
      header + ".e30.AAAA\n",
      " " + header + ".e30.AAAA",
      header + ".e30.AA+A",
      header + ".e30.AA/A",
      header + ".e30.A",
      header + ".e30.AA\xC3\xA9",
      header + std::string(".e30.AAAA\0", 10),
  };
  EXPECT_TRUE(parse_compact_jws(header + ".e30.AAAA"));
  for (const auto& text : refused) EXPECT_FALSE(parse_compact_jws(text)) << text;
}

TEST(CompactJws, B54_ItsHeaderIsStrictJson) {
  const std::string refused[] = {
      "",
      "null",
      "[]",
      R"("alg")",
      R"({"alg":"ES256","typ":"at+jwt","kid":"k"} x)",
      R"({"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"k"})",
      R"({"alg":"ES256","typ":"at+jwt","kid":"k","kid":"l"})",
      R"({"alg":"ES256","typ":"at+jwt","kid":"k","kid\u0000":"l"})",
      R"({"alg":["ES256"],"typ":"at+jwt","kid":"k"})",
      R"({"alg":null,"typ":"at+jwt","kid":"k"})",
      R"({"typ":"at+jwt","kid":"k"})",
      R"({"alg":"ES256","kid":"k"})",
      R"({"alg":"ES256","typ":1,"kid":"k"})",
      "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"\xff\"}",
  };
  for (const auto& json : refused) EXPECT_FALSE(parse_compact_jws(with_header(json))) << json;
}

TEST(CompactJws, B47_AKeyIdIsTextOf1To64Bytes) {
  const auto with_kid = [](const std::string& kid) {
    return parse_compact_jws(with_header(R"({"alg":"ES256","typ":"at+jwt","kid":)" + kid + "}"));
  };
  EXPECT_TRUE(with_kid('"' + std::string(64, 'k') + '"'));
  EXPECT_FALSE(with_kid('"' + std::string(65, 'k') + '"'));
  for (const char* kid : {R"("")", "1", "null", R"(["k"])", "{}"}) EXPECT_FALSE(with_kid(kid));
}

TEST(CompactJws, B49_RefusesWhateverChangesHowItIsRead) {
  for (const char* member :
       {R"("crit":["exp"])", R"("crit":[])", R"("crit":null)", R"("b64":false)", R"("b64":true)",
        R"("zip":"DEF")", R"("enc":"A128GCM")"}) {
    EXPECT_FALSE(parse_compact_jws(
        with_header(R"({"alg":"ES256","typ":"at+jwt","kid":"k",)" + std::string(member) + "}")))
        << member;
  }
  const auto nested = std::string(10, '[') + std::string(10, ']');
  EXPECT_FALSE(parse_compact_jws(
      with_header(R"({"alg":"ES256","typ":"at+jwt","kid":"k","x":)" + nested + "}")));
}

TEST(CompactJws, B55_IsAtMost8KiBLong) {
  const auto of_length = [](std::size_t length) {
    // The signature takes up what the payload, whole groups of four, leaves over.
    const auto room = length - header.size() - 2;
    const auto signature = 2 + (room - 2) % 4;
    return header + "." + std::string(room - signature, 'A') + "." + std::string(signature, 'A');
  };
  ASSERT_EQ(of_length(max_compact_jws_length).size(), max_compact_jws_length);
  for (int less = 0; less < 3; ++less) {
    EXPECT_NE(parse_compact_jws(of_length(max_compact_jws_length - less)).has_value(),
              of_length(max_compact_jws_length - less).ends_with(".AAAAA"));
  }
  EXPECT_FALSE(parse_compact_jws(of_length(max_compact_jws_length + 1)));
  EXPECT_FALSE(parse_compact_jws(of_length(max_compact_jws_length + 2)));
  EXPECT_FALSE(parse_compact_jws(of_length(1'000'000)));
  EXPECT_FALSE(parse_compact_jws(std::string(100'000, '.')));
  EXPECT_FALSE(parse_compact_jws(std::string(8192, '.')));
}

TEST(CompactJws, TypesAreComparedAsMediaTypes) {
  for (const char* typ : {"at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"}) {
    EXPECT_TRUE(is_type(typ, "at+jwt")) << typ;
  }
  for (const char* typ : {"", "jwt", "JWT", "at+jwt ", " at+jwt", "at+jwt;v=1", "xat+jwt",
                          "text/at+jwt", "application/", "application/application/at+jwt"}) {
    EXPECT_FALSE(is_type(typ, "at+jwt")) << typ;
  }
}

}  // namespace
}  // namespace chancery::crypto
