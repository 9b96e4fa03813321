#include "app/housekeeper.hpp"

#include <chrono>

namespace chancery {
namespace {

constexpr std::chrono::minutes between_counts(1);
constexpr std::chrono::minutes between_censuses(5);

}  // namespace

Housekeeper::Housekeeper(inbound::KeepHouse& house, outbound::PasswordCensus& census,
                         system::Log& log, SweepPace first)
    : house_(house),
      census_(census),
      log_(log),
      pace_(first),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Housekeeper::run(const std::stop_token& stop) {
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
    removed_total_ += swept.removed;
    count_backlog();
    count_passwords();
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

void Housekeeper::count_backlog() {
  const auto now = Clock::now();
  if (now < counts_at_) return;
  backlog_ = static_cast<std::int64_t>(house_.backlog().waiting);
  counts_at_ = now + between_counts;
}

void Housekeeper::count_passwords() {
  const auto now = Clock::now();
  if (now < census_at_) return;
  // Before: where it fails, sweeps go on in between.
  census_at_ = now + between_censuses;
  auto counts = census_.count();
  const std::scoped_lock lock(passwords_mutex_);
  passwords_ = std::move(counts);
}

Housekeeper::Figures Housekeeper::figures() const {
  Figures figures{.removed_total = removed_total_};
  const auto backlog = backlog_.load();
  if (backlog != not_counted) figures.backlog = static_cast<std::size_t>(backlog);
  const std::scoped_lock lock(passwords_mutex_);
  figures.passwords = passwords_;
  return figures;
}

void Housekeeper::report(const Swept& swept) {
  log_.write(system::LogLevel::debug, "housekeeping",
             {{"removed", static_cast<std::int64_t>(swept.removed)}, {"waiting", backlog_.load()}});
}

}  // namespace chancery
