#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace chancery::test {

/// Clients that ask one node without a pause until nobody can connect to it any more. Half of them
/// keep their connections for as long as the node does, which is until it answers with `Connection:
/// close`; the others connect anew for each request. They ask for what is answered in the I/O loop
/// and for what takes a worker.
class Barrage {
 public:
  Barrage(std::uint16_t port, std::size_t clients);

  /// Waits until at least so many requests have been answered, or every client has ended.
  void await_answers(std::size_t count) const;
  /// Waits for every client's end.
  void join();

  struct Tally {
    std::size_t answered = 0;
    /// Connected, and got no answer or half of one, or a wrong one.
    std::size_t lost = 0;
    /// The same on a connection that had been answered on before, and not one byte came: HTTP lets
    /// a server end an idle connection whenever it likes, and a client ask again (RFC 9112 §9.3.1).
    std::size_t ended_idle = 0;
    /// Answers that asked for the connection's end.
    std::size_t told_to_close = 0;
  };
  [[nodiscard]] Tally tally() const;

 private:
  void run(std::size_t number);

  const std::uint16_t port_;
  std::atomic<std::size_t> answered_ = 0;
  std::atomic<std::size_t> lost_ = 0;
  std::atomic<std::size_t> ended_idle_ = 0;
  std::atomic<std::size_t> told_to_close_ = 0;
  std::atomic<std::size_t> running_;
  std::vector<std::jthread> clients_;
};

}  // namespace chancery::test
