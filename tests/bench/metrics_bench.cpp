// What counting a request costs: one counter and one duration, as many threads as there may be.

#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

#include "adapters/metrics/catalogue.hpp"
#include "adapters/metrics/registry.hpp"

namespace {

using namespace chancery::metrics;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 2'000'000;

double nanoseconds_each(int threads, const Counter& counter, const Durations& durations) {
  const auto began = Clock::now();
  {
    std::vector<std::jthread> all;
    for (int i = 0; i < threads; ++i) {
      all.emplace_back([&] {
        for (int k = 0; k < rounds; ++k) {
          counter.add();
          durations.observe(std::chrono::microseconds(k % 1000 * 10));
        }
      });
    }
  }
  const std::chrono::duration<double, std::nano> took = Clock::now() - began;
  return took.count() / rounds / threads;
}

}  // namespace

int main() {
  Registry registry;
  const auto counter =
      registry.counter(http_requests, {{"method", "GET"}, {"route", "/"}, {"status", "200"}});
  const auto durations =
      registry.durations(http_request_duration, {{"route", "/"}, {"status", "2xx"}});
  for (const int threads : {1, 2, 8}) {
    std::cout << threads << " threads: " << nanoseconds_each(threads, counter, durations)
              << " ns for each count of both\n";
  }
  const auto began = Clock::now();
  constexpr int reads = 1000;
  std::size_t bytes = 0;
  for (int i = 0; i < reads; ++i) bytes = registry.exposition().size();
  const std::chrono::duration<double, std::micro> took = Clock::now() - began;
  std::cout << "a text of " << bytes << " bytes: " << took.count() / reads << " µs\n";
}
