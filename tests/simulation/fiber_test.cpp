// Fibers: code that is left in the middle, also in the middle of an exception.

#include "tests/simulation/fiber.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace chancery::simulation {
namespace {

TEST(Fiber, GoesOnWhereItWasLeft) {
  std::string seen;
  Fiber one([&] {
    seen += "a";
    Fiber::leave();
    seen += "c";
  });
  Fiber other([&] {
    seen += "b";
    Fiber::leave();
    seen += "d";
  });
  one.resume();
  other.resume();
  EXPECT_FALSE(one.done());
  one.resume();
  other.resume();
  EXPECT_EQ(seen, "abcd");
  EXPECT_TRUE(one.done() && other.done());
}

TEST(Fiber, HandsOutWhatItsBodyThrows) {
  Fiber fiber([] {
    Fiber::leave();
    throw std::runtime_error("out");
  });
  fiber.resume();
  EXPECT_THROW(fiber.resume(), std::runtime_error);
  EXPECT_TRUE(fiber.done());
}

TEST(Fiber, HandlesItsOwnExceptionWhileOthersHandleTheirs) {
  std::string seen;
  const auto body = [&](const char* name) {
    return [&seen, name] {
      try {
        throw std::runtime_error(name);
      } catch (const std::runtime_error&) {
        Fiber::leave();
        // The one that is being handled here, not the one that was thrown last.
        try {
          throw;
        } catch (const std::runtime_error& again) {
          seen += again.what();
        }
      }
    };
  };
  Fiber first(body("first "));
  Fiber second(body("second "));
  first.resume();
  second.resume();
  first.resume();
  second.resume();
  EXPECT_EQ(seen, "first second ");
  EXPECT_EQ(std::uncaught_exceptions(), 0);
  EXPECT_EQ(std::current_exception(), nullptr);
}

TEST(Fiber, ThatNeverBeganMayBeDropped) {
  const auto owned = std::make_shared<int>(1);
  {
    const Fiber fiber([owned] {});
  }
  EXPECT_EQ(owned.use_count(), 1);
}

}  // namespace
}  // namespace chancery::simulation
