#include "adapters/sql/postgresql/shared_trips.hpp"

#include <algorithm>
#include <utility>

#include "adapters/sql/postgresql/errors.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql::postgresql {
namespace {

/// One for each: everybody who waits in vain is a failure of their own.
std::exception_ptr failure_of_own(const std::string& why) {
  return std::make_exception_ptr(Unavailable(why));
}

}  // namespace

std::optional<SharedTrips::Answer> SharedTrips::ask(const Call& call) {
  Waiting self{.call = call};
  std::unique_lock lock(mutex_);
  if (under_way_ < trips_) {
    self.batch = {&self};
    ++under_way_;
  } else {
    queue_.push_back(&self);
    self.changed.wait(lock, [&] { return self.is_done || !self.batch.empty(); });
  }
  if (!self.is_done) lead(std::exchange(self.batch, {}), lock);
  lock.unlock();
  if (self.failure) std::rethrow_exception(self.failure);
  return std::move(self.answer);
}

std::size_t SharedTrips::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void SharedTrips::lead(Batch batch, std::unique_lock<std::mutex>& lock) {
  // Who came while the leader woke up.
  take_queue(batch);
  lock.unlock();
  const auto why_not = travel(batch);
  lock.lock();
  if (why_not) {
    for (auto* const waiting : queue_) waiting->failure = failure_of_own(*why_not);
    take_queue(batch);
  }
  // Told under the lock: once it is released, whoever was told may be gone.
  for (auto* const waiting : batch) {
    waiting->is_done = true;
    waiting->changed.notify_one();
  }
  if (queue_.empty()) {
    --under_way_;
    return;
  }
  auto& next = *queue_.front();
  next.batch = std::exchange(queue_, {});
  next.changed.notify_one();
}

void SharedTrips::take_queue(Batch& batch) {
  batch.insert(batch.end(), queue_.begin(), queue_.end());
  queue_.clear();
}

/// Makes the calls. Gives back why, if the server did not answer: then it does not answer those who
/// wait either. A connection that is lost says nothing about the next one, and is one exception for
/// all whom it took along.
std::optional<std::string> SharedTrips::travel(Batch& batch) noexcept {
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
  } catch (const Unavailable& error) {
    for (auto* const waiting : batch) waiting->failure = failure_of_own(error.what());
    return error.what();
  } catch (...) {
    fail();
  }
  return std::nullopt;
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
