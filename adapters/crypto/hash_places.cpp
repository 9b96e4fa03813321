#include "adapters/crypto/hash_places.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "ports/unavailable.hpp"

namespace chancery::crypto {

using namespace std::chrono_literals;

HashPlaces::HashPlaces(Limits limits)
    : limits_(limits), free_(limits.count), usual_work_(limits.usual_work) {
  assert(limits.count > 0);
  for (std::size_t i = 0; i < limits.count; ++i) workers_.emplace_back(limits.idle_time);
  std::iota(free_.rbegin(), free_.rend(), 0);
}

HashPlaces::Load HashPlaces::load() const {
  const std::lock_guard lock(mutex_);
  return {.waiting = queue_.size(),
          .running = limits_.count - free_.size(),
          .worked_total = worked_total_,
          .refused_total = refused_total_,
          .work_time = work_time_,
          .wait_time = wait_time_};
}

HashPlaces::Place HashPlaces::take() { return Place(*this); }

HashPlaces::Place::Place(HashPlaces& places)
    : places_(places), index_(places.enter()), since_(std::chrono::steady_clock::now()) {}

HashPlaces::Place::~Place() { places_.leave(index_, std::chrono::steady_clock::now() - since_); }

std::size_t HashPlaces::enter() {
  std::unique_lock lock(mutex_);
  if (!free_.empty()) {
    const auto index = free_.back();
    free_.pop_back();
    return index;
  }
  if (expected_wait(queue_.size() + 1) > limits_.patience) refuse();
  const auto waiter = queue_.emplace(queue_.end());
  const auto since = std::chrono::steady_clock::now();
  const bool served =
      waiter->wake.wait_for(lock, limits_.patience, [&] { return waiter->place.has_value(); });
  wait_time_ += std::chrono::steady_clock::now() - since;
  const auto place = waiter->place;
  queue_.erase(waiter);
  if (!served) refuse();
  return *place;
}

void HashPlaces::leave(std::size_t index, std::chrono::nanoseconds worked) {
  const std::lock_guard lock(mutex_);
  ++worked_total_;
  work_time_ += worked;
  usual_work_ += (worked - usual_work_) / 8;
  // The place is handed over rather than put back, so that nobody who has just come takes it first.
  const auto next = std::ranges::find_if(queue_, [](const auto& waiter) { return !waiter.place; });
  if (next == queue_.end()) {
    free_.push_back(index);
    return;
  }
  next->place = index;
  next->wake.notify_one();
}

void HashPlaces::Worker::run(const std::function<void()>& work) {
  thread.run([&] {
    const HashMemory::Use use(memory);
    work();
  });
}

std::chrono::nanoseconds HashPlaces::expected_wait(std::size_t ahead) const {
  return usual_work_ * static_cast<std::int64_t>(ahead) / static_cast<std::int64_t>(limits_.count);
}

void HashPlaces::refuse() {
  ++refused_total_;
  const auto wait = std::chrono::ceil<std::chrono::seconds>(expected_wait(queue_.size() + 1));
  throw Unavailable("too many passwords are being hashed", std::max(wait, 1s));
}

}  // namespace chancery::crypto
