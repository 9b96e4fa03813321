// What counting costs: an answer, and one counter and one duration from several threads.

#include <chrono>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "adapters/metrics/catalogue.hpp"
#include "adapters/metrics/registry.hpp"
#include "app/metrics/request_metrics.hpp"

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

/// What the I/O loop does for each answer.
double nanoseconds_for_an_answer(Registry& registry) {
  const std::string path = "/.well-known/jwks.json";
  chancery::RequestMetrics metrics(registry, {path, "/oauth2/token", "/oauth2/introspect"});
  const chancery::Origin origin;
  const chancery::http::LogFields log;
  const auto began = Clock::now();
  for (int k = 0; k < rounds; ++k) {
    metrics.answered({.request_id = "request",
                      .method = "GET",
                      .route = path,
                      .status = 200,
                      .duration = std::chrono::microseconds(k % 1000),
                      .bytes = 800,
                      .origin = origin,
                      .log = log});
  }
  const std::chrono::duration<double, std::nano> took = Clock::now() - began;
  return took.count() / rounds;
}

}  // namespace

int main() {
  Registry registry;
  std::cout << "an answer: " << nanoseconds_for_an_answer(registry) << " ns\n";
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
