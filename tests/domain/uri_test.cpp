#include "domain/uri.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

TEST(Uri, TakesAUriApart) {
  const auto uri = Uri::parse("HTTPS://User@Host.Example:8443/Path/x?q=1#f").value();
  EXPECT_EQ(uri.scheme, "https");
  EXPECT_EQ(uri.host, "host.example");
  EXPECT_EQ(uri.port, 8443);
  EXPECT_TRUE(uri.has_user_info);
  EXPECT_TRUE(uri.has_fragment);
  EXPECT_EQ(uri.path, "/Path/x");
}

TEST(Uri, WhatIsNotThereIsEmpty) {
  const auto uri = Uri::parse("https://host").value();
  EXPECT_EQ(uri.port, std::nullopt);
  EXPECT_FALSE(uri.has_user_info);
  EXPECT_FALSE(uri.has_fragment);
  EXPECT_EQ(uri.path, "");
  EXPECT_EQ(Uri::parse("com.example.app:/cb")->host, "");
  EXPECT_EQ(Uri::parse("com.example.app:/cb")->path, "/cb");
}

TEST(Uri, KeepsTheBracketsOfAnIpv6Literal) {
  EXPECT_EQ(Uri::parse("http://[::1]:8080/cb")->host, "[::1]");
  EXPECT_EQ(Uri::parse("http://[::1]:8080/cb")->port, 8080);
  EXPECT_EQ(Uri::parse("http://[::1]/cb")->port, std::nullopt);
}

TEST(Uri, B2_TheHostIsTheOneThatABrowserWouldAsk) {
  EXPECT_EQ(Uri::parse("https://c.example@evil.example/")->host, "evil.example");
  EXPECT_EQ(Uri::parse("https://a@b@evil.example/")->host, "evil.example");
  EXPECT_EQ(Uri::parse("https://evil.example?@c.example/")->host, "evil.example");
  EXPECT_EQ(Uri::parse("https://evil.example#@c.example/")->host, "evil.example");
}

TEST(Uri, B2_RefusesWhatParsersDisagreeOn) {
  const std::string refused[] = {
      "",
      "host.example/path",
      "//host.example/path",
      "/path",
      ":x",
      "1http://host",
      "ht_tp://host",
      "https://",
      "https:///path",
      "https://host:/path",
      "https://host:65536/",
      "https://host:-1/",
      "https://host:+1/",
      "https://host:80:80/",
      "https://host:8O/",
      "https://ho st/",
      "https://host/a b",
      " https://host/",
      "https://host/\n",
      "https://host/\t",
      "https://host\\@evil.example/",
      "https://host/%",
      "https://host/%2",
      "https://host/%zz",
      "https://ho%41st/",
      "https://[::1/",
      "https://::1]/",
      "https://[::1]x/",
      "https://[::1]x:80/",
      "https://[]/",
      "https://[g::1]/",
      "https://[::1]]/",
      "https://h\xc3\xb6st/",
      "https://host/<x>",
      "https://host/\"",
      "https://host/{x}",
      std::string("https://host/\0", 14),
  };
  for (const auto& text : refused) EXPECT_FALSE(Uri::parse(text)) << text;
}

TEST(Uri, IsAtMost2048BytesLong) {
  const std::string start = "https://host/";
  EXPECT_TRUE(Uri::parse(start + std::string(2048 - start.size(), 'a')));
  EXPECT_FALSE(Uri::parse(start + std::string(2049 - start.size(), 'a')));
}

TEST(Uri, OnlyThreeSpellingsAreLoopback) {
  for (const char* host : {"127.0.0.1", "[::1]", "localhost"}) EXPECT_TRUE(is_loopback_host(host));
  for (const char* host :
       {"127.1", "127.0.0.2", "0177.0.0.1", "2130706433", "::1", "[::ffff:127.0.0.1]", "LOCALHOST",
        "localhost.", "localhost.evil.example", ""}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

}  // namespace
}  // namespace chancery
