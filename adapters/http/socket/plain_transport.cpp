#include <sys/socket.h>

#include <cerrno>

#include "adapters/http/socket/transport.hpp"

namespace chancery::http {
namespace {

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int socket) : socket_(socket) {}

  IoResult handshake() override { return {IoResult::Kind::done}; }

  IoResult read(std::span<char> space) override {
    const auto count = ::recv(socket_, space.data(), space.size(), 0);
    if (count == 0) return {IoResult::Kind::ended};
    return result(count, IoResult::Kind::wants_read);
  }

  IoResult write(std::string_view bytes) override {
    return result(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  IoResult::Kind::wants_write);
  }

  void end_writing() override { ::shutdown(socket_, SHUT_WR); }
  bool has_buffered() const override { return false; }

 private:
  static IoResult result(ssize_t count, IoResult::Kind when_blocked) {
    if (count >= 0) return {IoResult::Kind::done, static_cast<std::size_t>(count)};
    const bool is_blocked = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {is_blocked ? when_blocked : IoResult::Kind::broken};
  }

  int socket_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(int socket) {
  return std::make_unique<PlainTransport>(socket);
}

}  // namespace chancery::http
