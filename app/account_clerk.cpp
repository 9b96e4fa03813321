#include "app/account_clerk.hpp"

#include <chrono>
#include <utility>

namespace chancery {
namespace {

constexpr std::chrono::seconds between_looks(1);
/// So that a stop is waited for no longer than a few writes take.
constexpr std::size_t at_a_time = 8;

}  // namespace

AccountClerk::AccountClerk(inbound::AnswerAccountRequests& requests, system::Log& log)
    : requests_(requests), log_(log), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void AccountClerk::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (round()) continue;
    wake_.wait_for(lock, stop, between_looks, [&] { return stop.stop_requested(); });
  }
}

bool AccountClerk::round() {
  try {
    const auto tally = requests_.answer(at_a_time);
    if (std::exchange(failing_, false)) {
      log_.write(system::LogLevel::info, "account requests are answered again");
    }
    if (tally.dropped > 0) {
      log_.write(system::LogLevel::warn,
                 "an account request is given up: it could not be answered");
    }
    return tally != inbound::AnswerAccountRequests::Tally{};
  } catch (const std::exception& error) {
    if (!std::exchange(failing_, true)) {
      log_.write(system::LogLevel::error, "account requests cannot be answered",
                 {{"detail", std::string_view(error.what())}});
    }
    return false;
  }
}

}  // namespace chancery
