#include "app/housekeeper.hpp"

#include <chrono>

namespace chancery {

Housekeeper::Housekeeper(inbound::KeepHouse& house, system::Log& log, SweepPace first)
    : house_(house),
      log_(log),
      pace_(first),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Housekeeper::run(const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  using std::chrono::milliseconds;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, stop, pace_.pause, [&] { return stop.stop_requested(); })) {
    const auto start = Clock::now();
    const auto swept = sweep(pace_.limit);
    pace_ = next_pace(pace_, swept, std::chrono::ceil<milliseconds>(Clock::now() - start));
  }
}

Swept Housekeeper::sweep(std::size_t limit) {
  try {
    const auto swept = house_.sweep(limit);
    if (std::exchange(failing_, false)) {
      log_.write(system::LogLevel::info, "housekeeping goes on again");
    }
    report(swept);
    return swept;
  } catch (const std::exception& error) {
    if (!std::exchange(failing_, true)) {
      log_.write(system::LogLevel::error, "housekeeping fails",
                 {{"detail", std::string_view(error.what())}});
    }
    return {};
  }
}

void Housekeeper::report(const Swept& swept) {
  if (!log_.writes(system::LogLevel::debug)) return;
  const auto backlog = house_.backlog();
  log_.write(system::LogLevel::debug, "housekeeping",
             {{"removed", static_cast<std::int64_t>(swept.removed)},
              {"waiting", static_cast<std::int64_t>(backlog.waiting)}});
}

}  // namespace chancery
