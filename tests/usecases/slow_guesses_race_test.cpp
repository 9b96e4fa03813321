// Guesses at once: each is counted before it is looked at.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <latch>
#include <thread>

#include "tests/usecases/slow_guesses_fixture.hpp"

namespace chancery::test {
namespace {

TEST_F(SlowGuessesTest, B81_AHundredAtOnceAreNoMoreThanFive) {
  std::atomic<int> looked_at = 0;
  struct Counting final : outbound::PasswordHasher {
    explicit Counting(std::atomic<int>& number) : count(number) {}
    PasswordHash hash(const Secret&) override { return PasswordHash("none"); }
    bool verify(const Secret&, const PasswordHash&) override {
      ++count;
      return false;
    }
    [[nodiscard]] bool is_current(const PasswordHash&) const override { return true; }
    [[nodiscard]] const PasswordHash& decoy() const override { return none; }
    std::atomic<int>& count;
    PasswordHash none{"none"};
  } counting(looked_at);
  ProvePassword proof({users, counting, audit, clock, slow_guesses});

  constexpr int guesses = 100;
  std::latch start(guesses);
  std::atomic<int> told_to_wait = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < guesses; ++i) {
      threads.emplace_back([&, i] {
        const std::string guesser = i % 2 == 0 ? "ada" : "ADA@example.org";
        start.arrive_and_wait();
        const auto proved = proof.prove({.login_name = guesser,
                                         .password = Secret("guess " + std::to_string(i)),
                                         .client = app.id,
                                         .network = context.network},
                                        context);
        if (!proved && proved.error().retry_after) ++told_to_wait;
      });
    }
  }
  EXPECT_EQ(looked_at, 5);
  EXPECT_EQ(told_to_wait, guesses - 5);
}

TEST_F(SlowGuessesTest, B81_WhoReadTheCountBeforeOthersFailedIsJudgedByWhatItIsNow) {
  /// Something happens right after the first look.
  struct Overtaken final : outbound::AttemptStore {
    Overtaken(outbound::AttemptStore& store, std::function<void()> happening)
        : inner(store), happens(std::move(happening)) {}
    std::vector<AttemptTally> find(const std::vector<AttemptKey>& keys) override {
      auto found = inner.find(keys);
      if (const auto once = std::exchange(happens, nullptr)) once();
      return found;
    }
    bool replace(const AttemptKey& key, const AttemptTally& from, const AttemptTally& to) override {
      return inner.replace(key, from, to);
    }
    outbound::AttemptStore& inner;
    std::function<void()> happens;
  };
  const SlowGuesses::Target target{
      .kind = AttemptKind::password, .user = user.id, .network = context.network};
  const auto wait_after_others = [&](int failures) {
    Overtaken overtaken(attempt_store, [&] { fail(failures); });
    SlowGuesses late({overtaken, macs, audit, clock});
    const auto guess = late.begin(target, context);
    return guess ? Lifetime(0) : guess.error();
  };
  EXPECT_EQ(wait_after_others(4), 0s) << "the fifth, and it was no guess in the end";
  EXPECT_EQ(wait_after_others(1), 1s);
  clock.at += 1s;
  EXPECT_TRUE(right()) << "what was counted on the way was given back";
}

}  // namespace
}  // namespace chancery::test
