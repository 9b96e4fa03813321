#include "adapters/sql/postgresql/shared_trips.hpp"

#include <algorithm>
#include <utility>

#include "adapters/sql/postgresql/errors.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql::postgresql {

std::optional<SharedTrips::Answer> SharedTrips::ask(const Call& call) {
  Waiting self{.call = call};
  std::unique_lock lock(mutex_);
  queue_.push_back(&self);
  if (under_way_ < trips_) {
    ++under_way_;
    self.state = Waiting::leads;
  } else {
    self.changed.wait(lock, [&] { return self.state != Waiting::queued; });
  }
  if (self.state == Waiting::leads) lead(lock);
  lock.unlock();
  if (self.failure) std::rethrow_exception(self.failure);
  return std::move(self.answer);
}

std::size_t SharedTrips::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void SharedTrips::lead(std::unique_lock<std::mutex>& lock) {
  Batch batch = std::exchange(queue_, {});
  lock.unlock();
  const auto held_up = travel(batch);
  lock.lock();
  if (held_up) {
    for (auto* const waiting : queue_) waiting->failure = held_up;
    batch.insert(batch.end(), queue_.begin(), queue_.end());
    queue_.clear();
  }
  // Told under the lock: once it is released, whoever was told may be gone.
  for (auto* const waiting : batch) {
    waiting->state = Waiting::done;
    waiting->changed.notify_one();
  }
  if (queue_.empty()) {
    --under_way_;
    return;
  }
  queue_.front()->state = Waiting::leads;
  queue_.front()->changed.notify_one();
}

/// Makes the calls. Gives back why those who wait need not set out: a server that does not answer
/// these does not answer them. A connection that is lost says nothing about the next one.
std::exception_ptr SharedTrips::travel(Batch& batch) noexcept {
  const bool is_alone = batch.size() == 1;
  const auto fail = [&] {
    for (auto* const waiting : batch) waiting->failure = std::current_exception();
  };
  try {
    make_calls(batch);
  } catch (const Busy&) {
    if (is_alone) fail();
  } catch (const UniqueViolation&) {
    if (is_alone) fail();
  } catch (const UnknownOutcome&) {
    fail();
  } catch (const ConnectionLost&) {
    fail();
  } catch (...) {
    fail();
    return std::current_exception();
  }
  return nullptr;
}

void SharedTrips::make_calls(Batch& batch) {
  const auto began = batch.front()->came_at;
  std::ranges::sort(batch, {}, [](const auto* waiting) { return waiting->call.key; });
  Calls calls;
  calls.reserve(batch.size());
  for (const auto* const waiting : batch) calls.push_back(&waiting->call);
  auto answers = run_(calls, began);
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i]->answer = std::move(answers[i]);
}

}  // namespace chancery::sql::postgresql
