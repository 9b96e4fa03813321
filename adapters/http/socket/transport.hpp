#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace chancery::http {

/// What came of a non-blocking operation.
struct IoResult {
  enum class Kind : std::uint8_t {
    done,         ///< `bytes` were read or written
    wants_read,   ///< again once the socket is readable
    wants_write,  ///< again once the socket is writable
    ended,        ///< the peer sends no more
    broken,       ///< nothing goes any more
  };

  Kind kind;
  std::size_t bytes = 0;
};

/// The bytes of one connection, plain or through TLS. Never blocks, never throws. The socket is not
/// its own. For one thread.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Until `done`, nothing else may be called.
  [[nodiscard]] virtual IoResult handshake() = 0;
  [[nodiscard]] virtual IoResult read(std::span<char> space) = 0;
  [[nodiscard]] virtual IoResult write(std::string_view bytes) = 0;
  /// Says that nothing more will be written. Reading from here on is read_raw()'s.
  virtual void end_writing() = 0;
  /// Whether bytes wait inside, of which the socket will not tell.
  [[nodiscard]] virtual bool has_buffered() const = 0;
};

/// What comes over a non-blocking socket itself, TLS or not.
[[nodiscard]] IoResult read_raw(int socket, std::span<char> space);

/// Without TLS. `socket` is a connected non-blocking socket.
std::unique_ptr<Transport> plain_transport(int socket);

}  // namespace chancery::http
