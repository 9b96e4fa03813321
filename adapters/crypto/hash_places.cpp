#include "adapters/crypto/hash_places.hpp"

#include <algorithm>
#include <cassert>

#include "ports/unavailable.hpp"

namespace chancery::crypto {

using namespace std::chrono_literals;

HashPlaces::HashPlaces(std::size_t count, std::chrono::milliseconds patience,
                       std::chrono::milliseconds usual_work)
    : count_(count), patience_(patience), free_(count), usual_work_(usual_work) {
  assert(count > 0);
}

HashPlaces::Place HashPlaces::take() { return Place(*this); }

HashPlaces::Place::Place(HashPlaces& places) : places_(places) {
  places_.enter();
  since_ = std::chrono::steady_clock::now();
}

HashPlaces::Place::~Place() { places_.leave(std::chrono::steady_clock::now() - since_); }

void HashPlaces::enter() {
  std::unique_lock lock(mutex_);
  if (free_ > 0) {
    --free_;
    return;
  }
  if (expected_wait(queue_.size() + 1) > patience_) refuse();
  const auto waiter = queue_.emplace(queue_.end());
  if (waiter->wake.wait_for(lock, patience_, [&] { return waiter->served; })) {
    queue_.erase(waiter);
    return;
  }
  queue_.erase(waiter);
  refuse();
}

void HashPlaces::leave(std::chrono::nanoseconds worked) {
  const std::lock_guard lock(mutex_);
  usual_work_ += (worked - usual_work_) / 8;
  // The place is handed over rather than put back, so that nobody who has just come takes it first.
  const auto next = std::ranges::find(queue_, false, &Waiter::served);
  if (next == queue_.end()) {
    ++free_;
    return;
  }
  next->served = true;
  next->wake.notify_one();
}

std::chrono::nanoseconds HashPlaces::expected_wait(std::size_t ahead) const {
  return usual_work_ * static_cast<std::int64_t>(ahead) / static_cast<std::int64_t>(count_);
}

void HashPlaces::refuse() const {
  const auto wait = std::chrono::ceil<std::chrono::seconds>(expected_wait(queue_.size() + 1));
  throw Unavailable("too many passwords are being hashed", std::max(wait, 1s));
}

}  // namespace chancery::crypto
