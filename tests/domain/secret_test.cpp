#include "domain/secret.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <sstream>

namespace chancery {
namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Streamable<Secret>);
static_assert(!std::equality_comparable<Secret>);
static_assert(!std::convertible_to<Secret, std::string>);
static_assert(!std::convertible_to<std::string, Secret>);

TEST(Secret, IsCopiedAndMoved) {
  for (const auto& text : {std::string("short"), std::string(100, 'x')}) {
    const Secret original(text);
    Secret copy(original);
    EXPECT_EQ(copy.reveal(), text);
    const Secret moved(std::move(copy));
    EXPECT_EQ(moved.reveal(), text);
    Secret assigned("old value");
    assigned = moved;
    EXPECT_EQ(assigned.reveal(), text);
    Secret taken("old value");
    taken = std::move(assigned);
    EXPECT_EQ(taken.reveal(), text);
  }
}

// A short string is kept inside the object, where moving it elsewhere leaves its bytes behind.
TEST(Secret, LeavesNothingBehindWhereItWasMovedFrom) {
  Secret from("short secret");
  const auto* const bytes = from.reveal().data();
  const Secret to(std::move(from));
  for (std::size_t i = 0; i < 12; ++i) EXPECT_EQ(bytes[i], '\0');
  EXPECT_EQ(to.reveal(), "short secret");
}

TEST(Secret, LeavesNothingBehindWhereItWasAssignedTo) {
  Secret secret("twelve bytes");
  const auto* const bytes = secret.reveal().data();
  secret = Secret("x");
  for (std::size_t i = 1; i < 12; ++i) EXPECT_EQ(bytes[i], '\0');
}

TEST(Secret, SurvivesBeingAssignedToItself) {
  Secret secret("value");
  const auto& same = secret;
  secret = same;
  EXPECT_EQ(secret.reveal(), "value");
}

TEST(ConstantTimeEqual, ComparesEveryByte) {
  const std::string mac(32, '\x5a');
  EXPECT_TRUE(constant_time_equal(mac, mac));
  EXPECT_TRUE(constant_time_equal("", ""));
  for (std::size_t i = 0; i < mac.size(); ++i) {
    for (int flip = 1; flip < 256; flip *= 2) {
      auto other = mac;
      other[i] = static_cast<char>(other[i] ^ flip);
      EXPECT_FALSE(constant_time_equal(mac, other));
    }
  }
  EXPECT_FALSE(constant_time_equal(mac, mac.substr(1)));
  EXPECT_FALSE(constant_time_equal("", "a"));
}

}  // namespace
}  // namespace chancery
