#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace Poco::Net {
class Socket;
}

namespace chancery::http {

/// What a connection waits for.
enum class Interest : std::uint8_t { none, read, write };

/// Poco's PollSet (epoll) with what it lacks in 1.11: a way to be woken from another thread, and
/// keys instead of sockets. Only wake() is thread-safe.
class Poller {
 public:
  /// Names a socket while it is in the set and until the next wait().
  using Key = const void*;

  struct Event {
    Key key;
    bool is_broken;  ///< the socket reported an error
  };

  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  [[nodiscard]] static Key key(const Poco::Net::Socket& socket);
  /// Throws Poco::Exception, as update() does.
  void add(const Poco::Net::Socket& socket, Interest interest);
  void update(const Poco::Net::Socket& socket, Interest interest);
  /// Also of a socket that is not in the set.
  void remove(const Poco::Net::Socket& socket) noexcept;

  /// Waits until a socket is ready, the time is over (rounded up to whole milliseconds), or wake().
  [[nodiscard]] const std::vector<Event>& wait(std::chrono::nanoseconds timeout);
  void wake() noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery::http
