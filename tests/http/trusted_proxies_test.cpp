#include "adapters/http/dispatch/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "adapters/http/socket/connection_counts.hpp"

namespace chancery::http {
namespace {

IpAddress ip(std::string_view text) { return IpAddress::parse(text).value(); }

TEST(IpAddress, A56_TakesCanonicalSpellingsOnly) {
  for (const auto* text : {"127.1", "0177.0.0.1", "2130706433", "127.0.0.01", "0x7f.0.0.1",
                           "1.2.3.256", "1.2.3", "1.2.3.4.5", " 1.2.3.4", "1.2.3.4 ", "", "::1%lo",
                           "[::1]", ":::", "1::2::3", "12345::", "1.2.3.4/8", "a"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
  EXPECT_FALSE(IpAddress::parse(std::string_view("1.2.3.4\0x", 9)));
}

TEST(IpAddress, WritesWhatItReads) {
  for (const auto* text : {"0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::7"}) {
    EXPECT_EQ(ip(text).text(), text);
  }
  EXPECT_EQ(ip("2001:DB8:0:0:0:0:0:7").text(), "2001:db8::7");
}

TEST(IpAddress, TreatsAMappedAddressAsIpv4) {
  EXPECT_EQ(ip("::ffff:192.0.2.1"), ip("192.0.2.1"));
  EXPECT_TRUE(ip("::ffff:192.0.2.1").is_ipv4());
  EXPECT_TRUE(ip("::ffff:7f00:1").is_loopback());
}

TEST(IpAddress, KnowsLoopback) {
  EXPECT_TRUE(ip("127.0.0.1").is_loopback());
  EXPECT_TRUE(ip("127.255.0.3").is_loopback());
  EXPECT_TRUE(ip("::1").is_loopback());
  EXPECT_FALSE(ip("128.0.0.1").is_loopback());
  EXPECT_FALSE(ip("::").is_loopback());
  EXPECT_FALSE(ip("::2").is_loopback());
}

struct Membership {
  const char* range;
  const char* address;
  bool contained;
};

TEST(IpRange, ContainsItsAddressesUpToTheLastBit) {
  for (const auto& [range, address, contained] :
       {Membership{"10.0.0.0/8", "10.255.255.255", true},
        Membership{"10.0.0.0/8", "11.0.0.0", false},
        Membership{"192.0.2.128/25", "192.0.2.128", true},
        Membership{"192.0.2.128/25", "192.0.2.127", false},
        Membership{"192.0.2.1", "192.0.2.1", true}, Membership{"192.0.2.1", "192.0.2.0", false},
        Membership{"192.0.2.1/32", "::ffff:192.0.2.1", true},
        Membership{"0.0.0.0/0", "1.2.3.4", true}, Membership{"0.0.0.0/0", "::1", false},
        Membership{"::/0", "1.2.3.4", true}, Membership{"fd00::/8", "fdff::1", true},
        Membership{"fd00::/8", "fe00::1", false},
        Membership{"2001:db8::/33", "2001:db8:8000::", false}}) {
    EXPECT_EQ(IpRange::parse(range).value().contains(ip(address)), contained)
        << range << ' ' << address;
  }
}

TEST(IpRange, RefusesOtherTexts) {
  for (const auto* text : {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "::/129",
                           "/8", "10/8", "a/8", "10.0.0.0/ 8"}) {
    EXPECT_FALSE(IpRange::parse(text)) << text;
  }
}

TEST(TrustedProxies, NamesTheRangeItCannotRead) {
  try {
    TrustedProxies({"10.0.0.0/8", "localhost"});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("localhost"), std::string::npos);
  }
}

class Resolution : public testing::Test {
 protected:
  std::expected<Forwarded, Refusal> resolve(std::string_view peer) {
    return proxies.resolve(ip(peer), false, headers);
  }

  TrustedProxies proxies{{"10.0.0.0/8", "::1"}};
  Headers headers;
};

TEST_F(Resolution, B92_IgnoresTheFieldsOfOtherPeers) {
  headers.add("X-Forwarded-For", "203.0.113.9");
  headers.add("X-Forwarded-Proto", "https");
  const auto forwarded = resolve("192.0.2.1");
  ASSERT_TRUE(forwarded);
  EXPECT_EQ(forwarded->client, ip("192.0.2.1"));
  EXPECT_FALSE(forwarded->is_https);
}

TEST_F(Resolution, B92_TakesTheRightMostUntrustedAddress) {
  headers.add("X-Forwarded-For", "198.51.100.1, 203.0.113.9");
  headers.add("x-forwarded-for", "10.0.0.2 ,\t10.0.0.3");
  EXPECT_EQ(resolve("10.0.0.1")->client, ip("203.0.113.9"));
}

TEST_F(Resolution, B92_LooksAtNothingThatTheClientInvented) {
  headers.add("X-Forwarded-For", "unknown, 203.0.113.9, 10.0.0.2");
  EXPECT_EQ(resolve("10.0.0.1")->client, ip("203.0.113.9"));
}

TEST_F(Resolution, B92_RefusesWhatItWouldHaveToBelieveAndCannotRead) {
  for (const auto* text :
       {"unknown", "", "203.0.113.9,", "203.0.113.9, x", "203.0.113.9 10.0.0.2", "0177.0.0.1",
        "203.0.113.9:99999", "203.0.113.9:", "[::2", "[::2]4", "[::2]:", "[]", "[]:4", ":4",
        "2001:db8::1]:4", "10.0.0.2, , 10.0.0.3", ", 10.0.0.3"}) {
    headers = {};
    headers.add("X-Forwarded-For", text);
    const auto forwarded = resolve("10.0.0.1");
    ASSERT_FALSE(forwarded) << text;
    EXPECT_EQ(forwarded.error().status, 400);
  }
}

TEST_F(Resolution, ReadsPortsAndBrackets) {
  for (const auto& [text, client] :
       {std::pair{"203.0.113.9:4711", "203.0.113.9"},
        std::pair{"[2001:db8::1]:4711", "2001:db8::1"}, std::pair{"[2001:db8::1]", "2001:db8::1"},
        std::pair{"[2001:db8::1], [::1]", "2001:db8::1"}}) {
    headers = {};
    headers.add("X-Forwarded-For", text);
    const auto forwarded = resolve("10.0.0.1");
    ASSERT_TRUE(forwarded) << text;
    EXPECT_EQ(forwarded->client, ip(client)) << text;
  }
}

TEST_F(Resolution, TakesTheLeftMostIfAllAreTrusted) {
  headers.add("X-Forwarded-For", "10.0.0.9, 10.0.0.2");
  EXPECT_EQ(resolve("10.0.0.1")->client, ip("10.0.0.9"));
  headers = {};
  EXPECT_EQ(resolve("10.0.0.1")->client, ip("10.0.0.1"));
}

struct Protocol {
  const char* hops;
  const char* protocols;
  bool is_https;
};

TEST_F(Resolution, B92_TakesTheProtocolOfTheHopThatNamedTheClient) {
  for (const auto& [hops, protocols, is_https] :
       {Protocol{"203.0.113.9", "https", true}, Protocol{"203.0.113.9", "HTTPS", true},
        Protocol{"203.0.113.9", "Http", false},
        Protocol{"203.0.113.9, 10.0.0.2", "https, http", true},
        Protocol{"203.0.113.9, 10.0.0.2", "http,https", false},
        Protocol{"203.0.113.9, 10.0.0.2", "https", true},
        Protocol{"203.0.113.9", "https, http", false},
        Protocol{"198.51.100.1, 203.0.113.9", "ftp, https", true},
        Protocol{"10.0.0.3, 10.0.0.2", "https, http", true}}) {
    headers = {};
    headers.add("X-Forwarded-For", hops);
    headers.add("X-Forwarded-Proto", protocols);
    const auto forwarded = resolve("10.0.0.1");
    ASSERT_TRUE(forwarded) << hops << " / " << protocols;
    EXPECT_EQ(forwarded->is_https, is_https) << hops << " / " << protocols;
  }
}

TEST_F(Resolution, B92_WithoutAddressesTheProtocolIsTheNearestProxys) {
  headers.add("X-Forwarded-Proto", "http, https");
  const auto forwarded = resolve("10.0.0.1");
  ASSERT_TRUE(forwarded);
  EXPECT_TRUE(forwarded->is_https);
}

TEST_F(Resolution, B92_RefusesAProtocolItCannotRead) {
  for (const auto* text : {"", "ftp", "https,", "https, , http", "https http", "ftp, http"}) {
    headers = {};
    headers.add("X-Forwarded-For", "203.0.113.9, 10.0.0.2");
    headers.add("X-Forwarded-Proto", text);
    EXPECT_FALSE(resolve("10.0.0.1")) << text;
  }
  headers = {};
  headers.add("X-Forwarded-Proto", "https");
  headers.add("X-Forwarded-Proto", "https");
  EXPECT_FALSE(resolve("10.0.0.1"));
}

TEST(ConnectionCounts, B98_CountsIpv6ClientsByTheirNetwork) {
  ConnectionCounts counts;
  counts.add(ip("2001:db8::1"));
  counts.add(ip("2001:db8::ffff:2"));
  counts.add(ip("192.0.2.1"));
  EXPECT_EQ(counts.of(ip("2001:db8::3")), 2);
  EXPECT_EQ(counts.of(ip("2001:db8:0:1::3")), 0);
  EXPECT_EQ(counts.of(ip("192.0.2.1")), 1);
  EXPECT_EQ(counts.of(ip("192.0.2.2")), 0);
  counts.remove(ip("2001:db8::1"));
  EXPECT_EQ(counts.of(ip("2001:db8::3")), 1);
}

}  // namespace
}  // namespace chancery::http
