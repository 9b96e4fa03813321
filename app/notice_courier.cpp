#include "app/notice_courier.hpp"

#include <chrono>

namespace chancery {
namespace {

constexpr std::chrono::seconds between_looks(1);
/// One by one, so that a stop is waited for no longer than one attempt takes.
constexpr std::size_t at_a_time = 1;
constexpr int threads = 4;

}  // namespace

NoticeCourier::NoticeCourier(inbound::DeliverLogoutNotices& notices, system::Log& log)
    : notices_(notices), log_(log) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
  }
}

NoticeCourier::~NoticeCourier() {
  for (auto& thread : threads_) thread.request_stop();
}

void NoticeCourier::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (round()) continue;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, between_looks, [&] { return stop.stop_requested(); });
  }
}

bool NoticeCourier::round() {
  try {
    const auto tally = notices_.deliver(at_a_time);
    if (failing_.exchange(false)) {
      log_.write(system::LogLevel::info, "logout notices are delivered again");
    }
    if (tally.dropped > 0) {
      log_.write(system::LogLevel::warn, "a logout notice is given up: its client takes none");
    }
    return tally != inbound::DeliverLogoutNotices::Tally{};
  } catch (const std::exception& error) {
    if (!failing_.exchange(true)) {
      log_.write(system::LogLevel::error, "logout notices cannot be delivered",
                 {{"detail", std::string_view(error.what())}});
    }
    return false;
  }
}

}  // namespace chancery
