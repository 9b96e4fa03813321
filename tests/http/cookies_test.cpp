#include "adapters/http/cookies.hpp"

#include <gtest/gtest.h>

#include "adapters/http/own_page.hpp"

namespace chancery::http {
namespace {

std::optional<std::string> cookie_a(const std::vector<std::string>& fields) {
  Headers headers;
  for (const auto& field : fields) headers.add("Cookie", field);
  const auto cookies = Cookies::of(headers);
  const auto value = cookies.get("a");
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

TEST(Cookies, AreReadStrictly) {
  const std::pair<std::vector<std::string>, std::optional<std::string>> cases[]{
      {{}, std::nullopt},
      {{""}, std::nullopt},
      {{"a=1"}, "1"},
      {{"b=2; a=1; c=3"}, "1"},
      {{"b=2;a=1"}, "1"},
      {{"a=1=2"}, "1=2"},
      {{"aa=1; A=2"}, std::nullopt},
      {{"a="}, std::nullopt},
      {{"a"}, std::nullopt},
      {{"a=\"1\""}, std::nullopt},
      {{"a=1,2"}, std::nullopt},
      {{"a=1 2"}, std::nullopt},
      {{"a=1\\2"}, std::nullopt},
      {{"a=\xc3\xa9"}, std::nullopt},
      {{"=x; junk; b=\xff; a=1"}, "1"},
      {{"a=1", "b=2"}, std::nullopt},
  };
  for (const auto& [fields, value] : cases) {
    EXPECT_EQ(cookie_a(fields), value) << (fields.empty() ? "" : fields.front());
  }
}

TEST(Cookies, B77_ANameThatComesTwiceCountsAsAbsent) {
  EXPECT_EQ(cookie_a({"a=1; a=2"}), std::nullopt);
  EXPECT_EQ(cookie_a({"a=1; b=3; a=1"}), std::nullopt);
  EXPECT_EQ(cookie_a({"a=1; a="}), std::nullopt);
}

TEST(CookieJar, B78_WritesHostCookies) {
  const CookieJar jar(Issuer("https://login.example.com"));
  EXPECT_EQ(jar.set("chancery-session", "v"),
            "__Host-chancery-session=v; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(jar.set("chancery-session", "v", Lifetime(604800)),
            "__Host-chancery-session=v; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=604800");
  EXPECT_EQ(jar.expire("chancery-session"),
            "__Host-chancery-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

TEST(CookieJar, B78_OnALoopbackIssuerThereIsNeitherPrefixNorSecure) {
  const CookieJar jar(Issuer("http://127.0.0.1:8080"));
  EXPECT_EQ(jar.set("chancery-session", "v"), "chancery-session=v; Path=/; HttpOnly; SameSite=Lax");
}

TEST(CookieJar, B77_ReadsNoCookieWithoutThePrefix) {
  const CookieJar jar(Issuer("https://login.example.com"));
  Request request{.method = "GET", .path = "/login"};
  request.headers.add("Cookie", "chancery-session=planted");
  EXPECT_EQ(jar.read(request, "chancery-session"), std::nullopt);
  Request own{.method = "GET", .path = "/login"};
  own.headers.add("Cookie", "chancery-session=planted; __Host-chancery-session=ours");
  EXPECT_EQ(jar.read(own, "chancery-session"), "ours");
}

TEST(OwnPage, B76_WhatBrowsersSayOfAForeignFormRefusesIt) {
  using Fields = std::vector<std::pair<std::string, std::string>>;
  const std::pair<Fields, bool> cases[]{
      {{}, true},
      {{{"Origin", "https://login.example.com"}}, true},
      {{{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}, true},
      {{{"Origin", "null"}}, true},
      {{{"Sec-Fetch-Site", "same-origin"}}, true},
      {{{"Sec-Fetch-Site", "same-site"}}, false},
      {{{"Sec-Fetch-Site", "cross-site"}}, false},
      {{{"Sec-Fetch-Site", "none"}}, false},
      {{{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "same-origin"}}, false},
      {{{"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}}, false},
      {{{"Origin", "https://evil.example"}}, false},
      {{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "same-origin"}}, false},
      {{{"Origin", "https://login.example.com:444"}}, false},
      {{{"Origin", "http://login.example.com"}}, false},
      {{{"Origin", "https://login.example.com.evil.example"}}, false},
      {{{"Origin", "https://login.example.com/idp"}}, false},
      {{{"Origin", ""}}, false},
      {{{"Origin", "https://login.example.com"}, {"Origin", "https://login.example.com"}}, false},
  };
  const Issuer issuer("https://login.example.com/idp");
  for (const auto& [fields, may_be] : cases) {
    Headers headers;
    for (const auto& [name, value] : fields) headers.add(name, value);
    EXPECT_EQ(may_be_from_own_page(headers, issuer), may_be)
        << (fields.empty() ? "" : fields.front().first + ": " + fields.front().second);
  }
}

}  // namespace
}  // namespace chancery::http
