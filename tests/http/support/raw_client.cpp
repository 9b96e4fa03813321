#include "tests/http/support/raw_client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "adapters/http/ascii.hpp"

namespace chancery::http {

std::string RawAnswer::field(std::string_view name) const {
  std::string_view rest = head;
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size() + 2);
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || !same_ignoring_case(line.substr(0, colon), name))
      continue;
    return std::string(line.substr(colon + 2));
  }
  return {};
}

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  if (connect(port) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect");
  }
}

RawClient::RawClient(std::uint16_t port, HeldHandshake)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
  sock_filter drop_all{BPF_RET | BPF_K, 0, 0, 0};
  const sock_fprog program{1, &drop_all};
  ::setsockopt(socket_, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
  if (connect(port) == 0) throw std::runtime_error("the handshake was not held");
}

bool RawClient::finish_handshake() {
  const int ignored = 0;
  ::setsockopt(socket_, SOL_SOCKET, SO_DETACH_FILTER, &ignored, sizeof ignored);
  pollfd ready{.fd = socket_, .events = POLLOUT, .revents = 0};
  int error = ETIMEDOUT;
  socklen_t size = sizeof error;
  if (::poll(&ready, 1, 20'000) == 1) ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
  ::fcntl(socket_, F_SETFL, 0);
  return error == 0;
}

int RawClient::connect(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval timeout{.tv_sec = 20, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  const auto* const generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  return ::connect(socket_, generic, sizeof address);
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      throw std::runtime_error("send: too slow");
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool RawClient::receive() {
  std::array<char, 16384> space{};
  const auto count = ::recv(socket_, space.data(), space.size(), 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("no answer");
  if (count <= 0) return false;
  received_.append(space.data(), static_cast<std::size_t>(count));
  return true;
}

RawAnswer RawClient::read(bool to_head) {
  while (!received_.contains("\r\n\r\n")) {
    if (!receive()) return {};
  }
  const auto head_end = received_.find("\r\n\r\n") + 4;
  RawAnswer answer{.status = std::stoi(received_.substr(9, 3)),
                   .head = received_.substr(0, head_end),
                   .body = {}};
  received_.erase(0, head_end);
  const auto length_text = answer.field("Content-Length");
  const auto length = to_head || length_text.empty() ? 0 : std::stoul(length_text);
  while (received_.size() < length && receive()) {
  }
  answer.body = received_.substr(0, length);
  received_.erase(0, length);
  return answer;
}

std::string RawClient::read_rest() {
  while (receive()) {
  }
  return std::exchange(received_, {});
}

void RawClient::end_sending() { ::shutdown(socket_, SHUT_WR); }

void RawClient::reset() {
  const linger hard{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(std::exchange(socket_, -1));
}

}  // namespace chancery::http
