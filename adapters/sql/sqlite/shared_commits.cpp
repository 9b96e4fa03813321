#include "adapters/sql/sqlite/shared_commits.hpp"

#include <algorithm>
#include <utility>

namespace chancery::sql::sqlite {
namespace {

constexpr Statement begin("BEGIN IMMEDIATE");
constexpr Statement commit_all("COMMIT");
constexpr Statement roll_back_all("ROLLBACK");
constexpr Statement savepoint("SAVEPOINT change");
constexpr Statement release("RELEASE change");
constexpr Statement roll_back("ROLLBACK TO change");

bool run_in_savepoint(Session& session, const std::function<bool(sql::Session&)>& work) {
  session.control(savepoint);
  bool keep = false;
  std::exception_ptr failure;
  try {
    keep = work(session);
  } catch (...) {
    failure = std::current_exception();
  }
  if (session.in_transaction()) {
    if (!keep) session.control(roll_back);
    session.control(release);
  }
  if (failure) std::rethrow_exception(failure);
  return keep;
}

bool run_alone(Session& session, const SharedCommits::Change& change) {
  return change.single_statement ? change.work(session) : run_in_savepoint(session, change.work);
}

}  // namespace

SharedCommits::SharedCommits(std::function<std::unique_ptr<Session>()> open)
    : open_(std::move(open)), session_(open_()) {}

bool SharedCommits::run(const Change& change) {
  Waiting self{.change = change};
  std::unique_lock lock(mutex_);
  queue_.push_back(&self);
  if (std::exchange(led_, true)) {
    self.changed.wait(lock, [&] { return self.state != Waiting::queued; });
  } else {
    self.state = Waiting::leads;
  }
  if (self.state == Waiting::leads) lead(lock);
  lock.unlock();
  if (self.failure) std::rethrow_exception(self.failure);
  return self.result;
}

std::size_t SharedCommits::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void SharedCommits::lead(std::unique_lock<std::mutex>& lock) {
  Batch batch = std::exchange(queue_, {});
  lock.unlock();
  commit(batch);
  lock.lock();
  if (held_up_) {
    for (auto* const waiting : queue_) waiting->failure = held_up_;
    batch.insert(batch.end(), queue_.begin(), queue_.end());
    queue_.clear();
  }
  // Told under the lock: once it is released, whoever was told may be gone.
  for (auto* const waiting : batch) {
    waiting->state = Waiting::done;
    waiting->changed.notify_one();
  }
  led_ = !queue_.empty();
  if (!led_) return;
  queue_.front()->state = Waiting::leads;
  queue_.front()->changed.notify_one();
}

void SharedCommits::commit(const Batch& batch) noexcept {
  try {
    if (!session_) session_ = open_();
    begin_together(batch);
    commit_together(batch);
  } catch (...) {
    abandon(batch, std::current_exception());
  }
}

void SharedCommits::begin_together(const Batch& batch) {
  held_up_ = nullptr;
  const bool durable =
      std::ranges::any_of(batch, [](const auto* one) { return one->change.durable; });
  session_->synchronise(durable);
  try {
    session_->control(begin);
  } catch (...) {
    held_up_ = std::current_exception();
    throw;
  }
}

void SharedCommits::commit_together(const Batch& batch) {
  for (auto* const waiting : batch) {
    try {
      waiting->result = run_alone(*session_, waiting->change);
    } catch (...) {
      waiting->failure = std::current_exception();
    }
    // A full or failing disk makes SQLite roll back the whole transaction; the next statement would
    // then commit by itself.
    if (!session_->in_transaction()) throw Unavailable("sqlite: the transaction was rolled back");
  }
  session_->control(commit_all);
}

void SharedCommits::abandon(const Batch& batch, const std::exception_ptr& why) noexcept {
  for (auto* const waiting : batch) {
    if (!waiting->failure) waiting->failure = why;
  }
  try {
    if (session_ && session_->in_transaction()) session_->control(roll_back_all);
  } catch (...) {
    session_.reset();
  }
}

}  // namespace chancery::sql::sqlite
