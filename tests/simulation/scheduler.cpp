#include "tests/simulation/scheduler.hpp"

#include <algorithm>

namespace chancery::simulation {
namespace {

/// Far more than any story takes.
constexpr std::uint64_t max_turns = 1'000'000;

}  // namespace

Scheduler::Task Scheduler::spawn(std::function<void()> body, Request* request) {
  tasks_.push_back({std::make_unique<Fiber>(std::move(body)), request});
  ready_.push_back(tasks_.size() - 1);
  return tasks_.size() - 1;
}

bool Scheduler::run() {
  for (std::uint64_t turns = 0; !ready_.empty() || !sleepers_.empty(); ++turns) {
    if (turns > max_turns && !hurried_) return false;
    if (ready_.empty()) now_ = std::max(now_, sleepers_.begin()->first);
    wake_due();
    run_one();
  }
  return true;
}

void Scheduler::run_one() {
  std::swap(ready_[random_.below(ready_.size())], ready_.back());
  current_ = ready_.back();
  ready_.pop_back();
  // Not by reference: a task may spawn others.
  auto* const fiber = tasks_[current_].fiber.get();
  fiber->resume();
  if (fiber->done()) tasks_[current_].fiber.reset();
}

void Scheduler::pass() {
  if (hurried_) return;
  now_ += Duration(random_.below(3));
  wake_due();
  if (ready_.empty() || random_.chance(500)) return;
  ready_.push_back(current_);
  Fiber::leave();
}

void Scheduler::sleep(Duration duration) {
  if (hurried_) return;
  tasks_[current_].until = now_ + duration;
  sleepers_.emplace(now_ + duration, current_);
  Fiber::leave();
}

void Scheduler::wake(Task task) {
  if (sleepers_.erase({tasks_[task].until, task}) == 1) ready_.push_back(task);
}

void Scheduler::wake_due() {
  while (!sleepers_.empty() && sleepers_.begin()->first <= now_) {
    ready_.push_back(sleepers_.begin()->second);
    sleepers_.erase(sleepers_.begin());
  }
}

}  // namespace chancery::simulation
