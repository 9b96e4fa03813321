#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "adapters/http/dispatch/ip_address.hpp"

namespace Poco::Net {
class ServerSocket;
class StreamSocket;
}  // namespace Poco::Net

namespace chancery::http {

/// Where a server listens.
struct ListenAddress {
  IpAddress address;
  std::uint16_t port;
};

/// `127.0.0.1:8080`, `[::1]:0`, `localhost:8080`; throws ServerSetupError for any other text.
[[nodiscard]] ListenAddress parse_listen_address(const std::string& text);

/// The listening socket. For one thread, after construction.
class Acceptor {
 public:
  struct Result {
    enum class Kind : std::uint8_t {
      accepted,
      none,     ///< nobody waits
      starved,  ///< no file descriptor or memory: ask again a little later, or the loop spins
    };
    Kind kind;
    std::unique_ptr<Poco::Net::StreamSocket> socket;  ///< non-blocking, TCP_NODELAY
    IpAddress peer;
  };

  /// Throws ServerSetupError.
  explicit Acceptor(const std::string& listen);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  [[nodiscard]] const Poco::Net::ServerSocket& socket() const;
  [[nodiscard]] std::uint16_t port() const { return port_; }

  /// Takes one connection, if there is one. Without a free file descriptor it gives up one that it
  /// holds in reserve, so that the waiting clients are turned away instead of left hanging.
  [[nodiscard]] Result accept();

  /// From now on nobody can begin to connect; who has begun can finish and be accepted. Without it
  /// there are always some between the two, and the end of the socket resets them. Who comes later
  /// is not answered rather than refused: it asks again after a second, and meets whoever listens
  /// here then.
  void turn_away_new() noexcept;

 private:
  [[nodiscard]] Result turn_away_waiting();

  std::unique_ptr<Poco::Net::ServerSocket> socket_;
  std::uint16_t port_;
  int reserve_;
};

}  // namespace chancery::http
