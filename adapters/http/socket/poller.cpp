#include "adapters/http/socket/poller.hpp"

#include <Poco/Net/PollSet.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <Poco/Timespan.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <system_error>

namespace chancery::http {
namespace {

namespace net = Poco::Net;

int poll_mode(Interest interest) {
  switch (interest) {
    case Interest::read: return net::PollSet::POLL_READ;
    case Interest::write: return net::PollSet::POLL_WRITE;
    case Interest::none: break;
  }
  return net::PollSet::POLL_ERROR;
}

/// An event file descriptor that a PollSet takes for a socket.
class WakeUp final : public net::Socket {
 public:
  WakeUp() : Socket(new net::StreamSocketImpl(make())) {}

  void ring() const noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(impl()->sockfd(), &one, sizeof one);
  }
  void silence() const noexcept {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(impl()->sockfd(), &count, sizeof count);
  }

 private:
  static int make() {
    const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    return descriptor;
  }
};

}  // namespace

struct Poller::Impl {
  net::PollSet set;
  WakeUp wake_up;
  std::atomic<bool> is_woken = false;
  net::PollSet::SocketModeMap
      ready;  ///< keeps the sockets of the events alive, so that keys are unique
  std::vector<Event> events;
};

Poller::Poller() : impl_(std::make_unique<Impl>()) { add(impl_->wake_up, Interest::read); }

Poller::~Poller() = default;

Poller::Key Poller::key(const net::Socket& socket) { return socket.impl(); }

void Poller::add(const net::Socket& socket, Interest interest) {
  impl_->set.add(socket, poll_mode(interest));
}

void Poller::update(const net::Socket& socket, Interest interest) {
  impl_->set.update(socket, poll_mode(interest));
}

void Poller::remove(const net::Socket& socket) { impl_->set.remove(socket); }

const std::vector<Poller::Event>& Poller::wait(std::chrono::nanoseconds timeout) {
  using std::chrono::ceil;
  using std::chrono::milliseconds;
  const auto time = std::max(ceil<milliseconds>(timeout), milliseconds(0));
  impl_->ready.clear();  // or closed sockets would stay open as long as this waits
  impl_->ready = impl_->set.poll(Poco::Timespan(time.count() * 1000));
  impl_->events.clear();
  for (const auto& [socket, mode] : impl_->ready) {
    if (socket == impl_->wake_up) {
      // In this order: whoever finds it still set has posted before the loop looks.
      impl_->wake_up.silence();
      impl_->is_woken.store(false);
    } else {
      impl_->events.push_back({key(socket), (mode & net::PollSet::POLL_ERROR) != 0});
    }
  }
  return impl_->events;
}

void Poller::wake() noexcept {
  if (!impl_->is_woken.exchange(true)) impl_->wake_up.ring();
}

}  // namespace chancery::http
