// A loop that answers every request with the same bytes and reads none of them: what the kernel and
// the load generator leave for a server of one I/O thread. bare_http BYTES, then SIGTERM.
// Prints the port it listens on.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

int listen_on_loopback() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const generic = static_cast<sockaddr*>(static_cast<void*>(&address));
  if (::bind(listener, generic, length) != 0 || ::listen(listener, 64) != 0) return -1;
  ::getsockname(listener, generic, &length);
  std::cout << ntohs(address.sin_port) << std::endl;
  return listener;
}

void watch(int poll, int socket) {
  epoll_event event{.events = EPOLLIN, .data = {.fd = socket}};
  ::epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
}

void answer(int socket, const std::string& reply) {
  char space[4096];
  if (::recv(socket, space, sizeof space, 0) <= 0 ||
      ::send(socket, reply.data(), reply.size(), MSG_NOSIGNAL) < 0) {
    ::close(socket);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int listener = listen_on_loopback();
  if (argc != 2 || listener < 0) return 2;
  const std::string body(static_cast<std::size_t>(std::atol(argv[1])), 'x');
  const auto reply =
      "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  watch(poll, listener);
  while (true) {
    epoll_event events[64];
    const int count = ::epoll_wait(poll, events, 64, -1);
    for (int i = 0; i < count; ++i) {
      const int socket = events[i].data.fd;
      if (socket == listener) {
        watch(poll, ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
      } else {
        answer(socket, reply);
      }
    }
  }
}
