#pragma once

#include <functional>
#include <memory>

namespace chancery::simulation {

/// Code with a stack of its own that is left in the middle and gone on with later, in one thread.
/// A fiber that was begun must be run to its end before it is destroyed: its stack holds objects.
/// Exceptions and AddressSanitizer know about the switch; ThreadSanitizer does not.
class Fiber {
 public:
  explicit Fiber(std::function<void()> body);
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;
  ~Fiber();

  /// Runs the body until it leaves or ends. Throws what the body threw. Not from inside a fiber.
  void resume();

  [[nodiscard]] bool done() const;

  /// Back to whoever resumed the running fiber; returns when it is resumed again.
  static void leave();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chancery::simulation
