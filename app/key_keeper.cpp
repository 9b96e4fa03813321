#include "app/key_keeper.hpp"

#include <chrono>

namespace chancery {
namespace {

constexpr std::chrono::milliseconds period{500};

}  // namespace

KeyKeeper::KeyKeeper(inbound::ManageKeys& keys, system::Log& log)
    : keys_(keys), log_(log), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void KeyKeeper::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, stop, period, [&] { return stop.stop_requested(); })) maintain();
}

void KeyKeeper::maintain() {
  try {
    keys_.maintain();
    if (std::exchange(failing_, false))
      log_.write(system::LogLevel::info, "keys are looked after again");
  } catch (const std::exception& error) {
    if (std::exchange(failing_, true)) return;
    log_.write(system::LogLevel::error, "keys cannot be looked after",
               {{"detail", std::string_view(error.what())}});
  }
}

}  // namespace chancery
