#include "adapters/http/dispatch/worker_pool.hpp"

#include <pthread.h>

#include <utility>

namespace chancery::http {

WorkerPool::WorkerPool(const Options& options, Run run)
    : run_(std::move(run)), queue_({options.capacity, options.share}) {
  threads_.reserve(options.workers);
  for (std::size_t i = 0; i < options.workers; ++i) {
    threads_.emplace_back([this] { work(); });
    pthread_setname_np(threads_.back().native_handle(), options.name.c_str());
  }
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

bool WorkerPool::submit(std::shared_ptr<Exchange> exchange) {
  bool wakes = false;
  {
    const std::lock_guard lock(mutex_);
    if (!queue_.push(std::move(exchange))) return false;
    wakes = should_wake();
  }
  if (wakes) changed_.notify_one();
  return true;
}

void WorkerPool::work() {
  bool has_ended = false;
  while (const auto exchange = next(has_ended)) {
    if (exchange->claim()) run_(exchange);
    has_ended = true;
  }
}

LaneLoad WorkerPool::load() const {
  const std::lock_guard lock(mutex_);
  return {.waiting = queue_.size(), .running = running_};
}

std::shared_ptr<Exchange> WorkerPool::next(bool has_ended) {
  std::unique_lock lock(mutex_);
  if (has_ended) --running_;
  while (queue_.empty() && !stopping_) {
    ++idle_;
    changed_.wait(lock);
    --idle_;
    is_waking_ = false;
  }
  if (stopping_) return nullptr;
  auto exchange = queue_.pop();
  ++running_;
  const bool wakes = !queue_.empty() && should_wake();
  lock.unlock();
  if (wakes) changed_.notify_one();
  return exchange;
}

bool WorkerPool::should_wake() {
  if (idle_ == 0 || is_waking_) return false;
  is_waking_ = true;
  return true;
}

}  // namespace chancery::http
