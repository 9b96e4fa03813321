#include "domain/uri.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

struct UriRow {
  const char* text;
  const char* scheme;
  const char* host;
  std::optional<std::uint16_t> port;
  const char* path;
};

TEST(UriParse, TakesAnAbsoluteUriApart) {
  for (const UriRow& row : {
           UriRow{"https://app.example/cb", "https", "app.example", {}, "/cb"},
           UriRow{"HTTPS://App.Example/CB", "https", "app.example", {}, "/CB"},
           UriRow{"https://app.example", "https", "app.example", {}, ""},
           UriRow{"https://app.example:8443/cb?x=1#top", "https", "app.example", 8443, "/cb"},
           UriRow{"https://app.example?x=/y", "https", "app.example", {}, ""},
           UriRow{"http://127.0.0.1:0/", "http", "127.0.0.1", 0, "/"},
           UriRow{"http://127.0.0.1:65535/", "http", "127.0.0.1", 65535, "/"},
           UriRow{"http://[::1]/cb", "http", "[::1]", {}, "/cb"},
           UriRow{"http://[2001:DB8::1]:80/cb", "http", "[2001:db8::1]", 80, "/cb"},
           UriRow{"com.example.app:/cb", "com.example.app", "", {}, "/cb"},
           UriRow{"urn:example:a", "urn", "", {}, "example:a"},
           UriRow{"https://app.example/%2F%c3", "https", "app.example", {}, "/%2F%c3"},
       }) {
    const auto uri = Uri::parse(row.text);
    ASSERT_TRUE(uri.has_value()) << row.text;
    EXPECT_EQ(uri->scheme, row.scheme) << row.text;
    EXPECT_EQ(uri->host, row.host) << row.text;
    EXPECT_EQ(uri->port, row.port) << row.text;
    EXPECT_EQ(uri->path, row.path) << row.text;
  }
}

TEST(UriParse, TellsUserInfoAndFragment) {
  EXPECT_TRUE(Uri::parse("https://app.example@evil.example/cb")->has_user_info);
  EXPECT_EQ(Uri::parse("https://app.example@evil.example/cb")->host, "evil.example");
  EXPECT_EQ(Uri::parse("https://a@b@c.example/")->host, "c.example");
  EXPECT_FALSE(Uri::parse("https://app.example/a@b")->has_user_info);
  EXPECT_TRUE(Uri::parse("https://app.example/cb#")->has_fragment);
  EXPECT_FALSE(Uri::parse("https://app.example/cb")->has_fragment);
}

TEST(UriParse, B2_RefusesEveryOtherText) {
  using namespace std::string_literals;
  for (const auto& text : {
           ""s,
           "cb"s,
           "/cb"s,
           "//app.example/cb"s,
           "?x=1"s,
           ":"s,
           "://x"s,
           "1http://x/"s,
           "ht tp://x/"s,
           "-a:x"s,
           "https://"s,
           "https:///cb"s,
           "https://app.example:/cb"s,
           "https://app.example:65536/"s,
           "https://app.example:-1/"s,
           "https://app.example:+1/"s,
           "https://app.example:8o/"s,
           "https://app.example:1:2/"s,
           "https://app.example\\@evil/"s,
           "https://app.example\t/"s,
           "https://app.example/ cb"s,
           "https://app.example/\0"s,
           "https://app.example/\n"s,
           "https://app.example/\x7f"s,
           "https://b\xc3\xbc.example/"s,
           "https://app.example/%"s,
           "https://app.example/%2"s,
           "https://app.example/%zz"s,
           "https://app%2eexample/"s,
           "https://[::1/"s,
           "https://::1]/"s,
           "https://[]/"s,
           "https://[::1]x/"s,
           "https://[::g]/"s,
           "https://[::1]:/"s,
           "https://a!b/"s,
           "https://app.example/<x>"s,
           "https://app.example/\"x"s,
           "https://a:b@/cb"s,
       }) {
    EXPECT_FALSE(Uri::parse(text).has_value()) << testing::PrintToString(text);
  }
}

TEST(UriParse, B2_HoldsAtMost2048Bytes) {
  const std::string start = "https://app.example/";
  EXPECT_TRUE(Uri::parse(start + std::string(2048 - start.size(), 'a')).has_value());
  EXPECT_FALSE(Uri::parse(start + std::string(2049 - start.size(), 'a')).has_value());
}

TEST(IsLoopbackHost, KnowsThreeSpellingsOnly) {
  for (const char* host : {"127.0.0.1", "[::1]", "localhost"})
    EXPECT_TRUE(is_loopback_host(host)) << host;
  for (const char* host :
       {"", "127.0.0.2", "127.1", "2130706433", "::1", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
        "LOCALHOST", "localhost.", "localhost.evil.example", "127.0.0.1.evil.example", "0.0.0.0"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

}  // namespace
}  // namespace chancery
