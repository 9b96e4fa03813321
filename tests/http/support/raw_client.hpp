#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::http {

/// One answer as it came over the wire.
struct RawAnswer {
  int status = 0;  ///< 0: the connection ended without an answer
  std::string head;
  std::string body;

  /// The value of a field, empty without one.
  [[nodiscard]] std::string field(std::string_view name) const;
};

/// A client that sends exactly the bytes it is told to. Blocks, 20 s at most, then throws.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  /// Begins to connect, and leaves the server's answer to that unheard until finish_handshake().
  struct HeldHandshake {};
  RawClient(std::uint16_t port, HeldHandshake);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// Waits until it is connected, which takes a second: the server says again that it may. False if
  /// the server will not have it any more.
  [[nodiscard]] bool finish_handshake();

  /// Sends all; what the server does not take any more is lost.
  void send(std::string_view bytes);
  /// One answer; `to_head` when it has no body whatever its length says.
  [[nodiscard]] RawAnswer read(bool to_head = false);
  [[nodiscard]] RawAnswer ask(std::string_view bytes) {
    send(bytes);
    return read();
  }
  /// Everything up to the end of the connection.
  [[nodiscard]] std::string read_rest();
  void end_sending();
  /// Closes with a reset.
  void reset();
  [[nodiscard]] int descriptor() const { return socket_; }

 private:
  [[nodiscard]] int connect(std::uint16_t port);
  bool receive();

  int socket_;
  std::string received_;
};

}  // namespace chancery::http
