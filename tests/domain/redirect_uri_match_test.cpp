#include "domain/redirect_uri_match.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chancery {
namespace {

TEST(RedirectUriMatchTest, B2_NothingButTheSameBytes) {
  const std::string registered = "https://c.example/cb";
  EXPECT_TRUE(matches_registered(registered, registered));
  const std::string others[] = {
      "https://c.example.evil/cb",
      "https://c.example/cb/x",
      "https://c.example/cb?x=1",
      "https://c.example/CB",
      "https://C.example/cb",
      "https://c.example/cb/",
      "https://c.example/%63b",
      "https://c.example/x/../cb",
      "https://c.example/x/..;/cb",
      "https://c.example/%252f../cb",
      "https://c.example\\@evil/cb",
      "//evil/cb",
      "https://c.example/cb ",
      "https://c.example/cb\t",
      "https://c.example@evil/cb",
      "https://c.example:8443/cb",
      "https://c.example:443/cb",
      "https://xn--c-1ga.example/cb",
      "http://c.example/cb",
      "https://c.example/cb#",
      "https://c.example/c",
      registered + std::string(1, '\0'),
      registered + std::string(3000, 'x'),
      "",
  };
  for (const auto& other : others) EXPECT_FALSE(matches_registered(other, registered)) << other;
}

TEST(RedirectUriMatchTest, B4_OnALoopbackHostThePortMayDiffer) {
  const struct {
    const char* registered;
    const char* requested;
    bool matches;
  } cases[] = {
      {"http://127.0.0.1/cb", "http://127.0.0.1:49152/cb", true},
      {"http://127.0.0.1:8080/cb", "http://127.0.0.1:49152/cb", true},
      {"http://127.0.0.1:8080/cb", "http://127.0.0.1/cb", true},
      {"http://[::1]/cb", "http://[::1]:49152/cb", true},
      {"http://localhost/cb", "http://localhost:1/cb", true},
      {"http://127.0.0.1/cb", "http://127.0.0.1:1@evil/cb", false},
      {"http://127.0.0.1/cb", "http://127.0.0.1:1@127.0.0.1/cb", false},
      {"http://127.0.0.1/cb", "http://127.0.0.1:49152/other", false},
      {"http://127.0.0.1/cb", "http://127.0.0.1:49152/cb?x", false},
      {"http://127.0.0.1/cb", "http://127.0.0.1:49152/cb#x", false},
      {"http://127.0.0.1/cb", "http://localhost:49152/cb", false},
      {"http://127.0.0.1/cb", "https://127.0.0.1:49152/cb", false},
      {"http://127.0.0.1/cb", "http://127.0.0.1:65536/cb", false},
      {"http://127.0.0.1/cb", "http://127.0.0.1:/cb", false},
      {"http://127.0.0.1/cb", "http://127.0.0.1.evil:1/cb", false},
      {"http://localhost/cb", "http://LOCALHOST:1/cb", false},
      {"https://127.0.0.1/cb", "https://127.0.0.1:49152/cb", false},
      {"http://127.0.0.1?x", "http://127.0.0.1:1?x", true},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(matches_registered(c.requested, c.registered), c.matches)
        << c.registered << ' ' << c.requested;
  }
}

}  // namespace
}  // namespace chancery
