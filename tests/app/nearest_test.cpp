#include "app/nearest.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

TEST(Nearest, IsTheWordWithTheFewestEdits) {
  const std::vector<std::string> known{"serve", "migrate", "client", "user", "key", "doctor"};
  EXPECT_EQ(nearest("srve", known), "serve");
  EXPECT_EQ(nearest("cleint", known), "client");
  EXPECT_EQ(nearest("users", known), "user");
  EXPECT_EQ(nearest("keys", known), "key");
  EXPECT_EQ(nearest("docotr", known), "doctor");
}

TEST(Nearest, AWordThatIsBegunIsNear) {
  EXPECT_EQ(nearest("password", {"username", "password-stdin", "passwd"}), "password-stdin");
}

TEST(Nearest, OfEqualsTheFirst) { EXPECT_EQ(nearest("c", {"a", "b"}), "a"); }

TEST(Nearest, IsNothingAmongNothing) { EXPECT_EQ(nearest("a", {}), std::nullopt); }

TEST(Nearest, TakesWordsOfAnyLength) {
  EXPECT_EQ(nearest(std::string(1'000'000, 'x'), {"serve"}), "serve");
  EXPECT_EQ(nearest("", {"serve", "key"}), "key");
}

}  // namespace
}  // namespace chancery
