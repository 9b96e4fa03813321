#include "adapters/http/dispatch/worker_pool.hpp"

#include <pthread.h>

#include <utility>

namespace chancery::http {

WorkerPool::WorkerPool(const Options& options, Run run)
    : capacity_(options.capacity), run_(std::move(run)) {
  threads_.reserve(options.workers);
  for (std::size_t i = 0; i < options.workers; ++i) {
    threads_.emplace_back([this] { work(); });
    pthread_setname_np(threads_.back().native_handle(), options.name.c_str());
  }
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool WorkerPool::submit(std::shared_ptr<Exchange> exchange) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= capacity_) return false;
    queue_.push_back(std::move(exchange));
  }
  changed_.notify_one();
  return true;
}

void WorkerPool::work() {
  while (const auto exchange = next()) {
    if (exchange->claim()) run_(exchange);
  }
}

std::shared_ptr<Exchange> WorkerPool::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  if (stopping_) return nullptr;
  auto exchange = std::move(queue_.front());
  queue_.pop_front();
  return exchange;
}

}  // namespace chancery::http
