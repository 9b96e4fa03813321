#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <exception>
#include <functional>
#include <latch>
#include <thread>
#include <vector>

namespace chancery {

/// How many of `racers` threads, let loose at the same moment, were told that they won. One that
/// throws fails the test.
inline int winners(int racers, const std::function<bool(int)>& race) {
  std::atomic<int> won = 0;
  std::latch start(racers);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < racers; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        try {
          if (race(i)) ++won;
        } catch (const std::exception& e) {
          ADD_FAILURE() << e.what();
        }
      });
    }
  }
  return won;
}

}  // namespace chancery
