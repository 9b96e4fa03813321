#pragma once

#include <functional>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "tests/simulation/fiber.hpp"
#include "tests/simulation/moment.hpp"
#include "tests/simulation/random.hpp"

namespace chancery::simulation {

struct Request;

/// Runs the fibers of a story, one at a time, in an order that chance decides, and lets time pass.
/// Everything a fiber does between two calls of this class happens at once for all others.
class Scheduler {
 public:
  using Task = std::size_t;

  explicit Scheduler(Random random) : random_(random) {}

  [[nodiscard]] Moment now() const { return now_; }

  /// A new task, ready to run. `request` is what it serves; null for actors.
  Task spawn(std::function<void()> body, Request* request = nullptr);

  /// Runs until every task has ended; false if that takes absurdly long. Tasks must not throw.
  [[nodiscard]] bool run();

  /// From now on nothing waits and nobody goes first: every task runs to its end undisturbed.
  void hurry() { hurried_ = true; }

  // For the running task:

  [[nodiscard]] Task current() const { return current_; }
  [[nodiscard]] Request* request() const { return tasks_[current_].request; }
  /// A moment goes by, and perhaps others run first.
  void pass();
  void sleep(Duration duration);
  /// Sleeps until somebody wakes this task, but no longer than `most`.
  void wait(Duration most) { sleep(most); }

  /// Ends the sleep of a task that waits.
  void wake(Task task);

 private:
  struct Entry {
    std::unique_ptr<Fiber> fiber;
    Request* request;
    /// When its sleep ends; it sleeps as long as this is in `sleepers_`.
    Moment until{};
  };

  void wake_due();
  void run_one();

  Random random_;
  Moment now_{};
  std::vector<Entry> tasks_;
  std::vector<Task> ready_;
  std::set<std::pair<Moment, Task>> sleepers_;
  Task current_ = 0;
  bool hurried_ = false;
};

}  // namespace chancery::simulation
