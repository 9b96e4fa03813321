#include <sys/socket.h>

#include <cerrno>

#include "adapters/http/socket/transport.hpp"

namespace chancery::http {
namespace {

IoResult result(ssize_t count, IoResult::Kind when_blocked) {
  if (count >= 0) return {IoResult::Kind::done, static_cast<std::size_t>(count)};
  const bool is_blocked = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {is_blocked ? when_blocked : IoResult::Kind::broken};
}

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int socket) : socket_(socket) {}

  IoResult handshake() override { return {IoResult::Kind::done}; }

  IoResult read(std::span<char> space) override { return read_raw(socket_, space); }

  IoResult write(std::string_view bytes) override {
    return result(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  IoResult::Kind::wants_write);
  }

  void end_writing() override { ::shutdown(socket_, SHUT_WR); }
  bool has_buffered() const override { return false; }

 private:
  int socket_;
};

}  // namespace

IoResult read_raw(int socket, std::span<char> space) {
  const auto count = ::recv(socket, space.data(), space.size(), 0);
  if (count == 0) return {IoResult::Kind::ended};
  return result(count, IoResult::Kind::wants_read);
}

std::unique_ptr<Transport> plain_transport(int socket) {
  return std::make_unique<PlainTransport>(socket);
}

}  // namespace chancery::http
