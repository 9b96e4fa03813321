#include "app/usecases/random_id.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace chancery::test {
namespace {

struct GivenEntropy final : outbound::Entropy {
  std::deque<std::string> given;
  std::string bytes(std::size_t count) override {
    auto next = given.front();
    given.pop_front();
    EXPECT_EQ(next.size(), count);
    return next;
  }
};

TEST(RandomId, BeginsWithNoDashWhichACommandWouldTakeForAFlag) {
  GivenEntropy entropy;
  for (const char first : {'\xf8', '\xfb', '\x00', '\xfc'}) {
    entropy.given.push_back(first + std::string(15, 'x'));
  }
  EXPECT_EQ(random_id(entropy).front(), 'A');
  EXPECT_EQ(random_id(entropy).front(), '_');
}

}  // namespace
}  // namespace chancery::test
