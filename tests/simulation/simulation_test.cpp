// The simulation itself: the same seed is the same story, and stories reach what they are for.

#include "tests/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <thread>

namespace chancery::simulation {
namespace {

TEST(Simulation, PlaysTheSameStoryAgainForTheSameSeed) {
  std::set<std::uint64_t> hashes;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto once = play(seed);
    EXPECT_EQ(play(seed).hash, once.hash) << seed;
    EXPECT_EQ(play(seed, History::Mode::text).hash, once.hash) << seed;
    hashes.insert(once.hash);
  }
  EXPECT_EQ(hashes.size(), 20U);
}

TEST(Simulation, PlaysTheSameStoryInAnyThread) {
  const auto here = play(7).hash;
  std::uint64_t there = 0;
  std::jthread([&] { there = play(7).hash; }).join();
  EXPECT_EQ(there, here);
}

TEST(Simulation, KeepsAsManyLinesAsItCounts) {
  const auto outcome = play(3, History::Mode::text);
  EXPECT_GE(outcome.text.size(), outcome.lines);  // remarks are not counted
  EXPECT_GT(outcome.lines, 100U);
}

#ifndef CHANCERY_ADDRESS_SANITIZER  // the same stories, sixty times as slowly

/// An invariant that never meets its situation proves nothing.
TEST(Simulation, ReachesWhatItIsFor) {
  std::map<std::string, int> reached;
  const std::vector<std::string> wanted{
      "families.rotate           true",
      "families.rotate           false",
      "families.rotate           fails before",
      "families.rotate           fails after",
      "families.end              true",
      "families.end              false",
      "families.end              fails after",
      "families.add              fails after",
      "answer lost               tokens",
      "clock set behind",
      "clock set ahead",
      "crash",
      "restore",
      "state_lost",
      "a superseded refresh token was used again",
      "the refresh token is not genuine",
      "issued to another client",
      "the client was disabled",
      "the user's logins were ended",
      "the login has expired",
      "a granted scope was taken from the client",
      "the requested scope exceeds what was granted",
      "the requested resource exceeds what was granted",
      "its token works",
      "asks: delete account",
      "asks: end own login",
      "asks: end logins",
      "housekeeping.claim        false",
      "housekeeping.sweep        done 1",
      "answer                    503",
      "answer                    inactive",
      "answer                    active",
  };
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    for (const auto& line : play(seed, History::Mode::text).text) {
      for (const auto& text : wanted) reached[text] += line.find(text) != std::string::npos ? 1 : 0;
    }
  }
  for (const auto& text : wanted) EXPECT_GT(reached[text], 0) << text;
}

#endif

}  // namespace
}  // namespace chancery::simulation
