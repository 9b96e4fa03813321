#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "adapters/http/wire/body_framing.hpp"
#include "adapters/http/wire/chunked_decoder.hpp"
#include "adapters/http/wire/head_scanner.hpp"
#include "adapters/http/wire/refusal.hpp"

namespace chancery::http {

/// A request as it stood on the wire. Of `request` the reader fills method, path, query, headers
/// and body.
struct IncomingRequest {
  Request request{};
  bool keep_alive = false;
  bool is_http_1_0 = false;
};

/// Turns the bytes of a connection into one request. What it makes of them does not depend on how
/// they were cut, and it takes no byte behind the end of the request. No socket, no clock.
class RequestReader {
 public:
  enum class State : std::uint8_t {
    idle,      ///< no byte of a request yet, at most an empty line
    head,      ///< in the request line or the fields
    body,      ///< the head is in
    complete,  ///< take() the request
    refused,   ///< refusal() says why; nothing more is read
  };

  /// Reads on; returns how many of `bytes` it took: all of them unless the request is complete or
  /// refused.
  std::size_t feed(std::string_view bytes);

  [[nodiscard]] State state() const { return state_; }
  /// Only when refused.
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  /// What is known so far: after a refusal perhaps nothing; the method and the fields if the head
  /// was well-formed.
  [[nodiscard]] const IncomingRequest& incoming() const { return incoming_; }

  /// Whether the client waits for `100 Continue` before it sends the body; true once only.
  [[nodiscard]] bool take_expectation();

  /// Only when complete. The reader is ready for the next request.
  [[nodiscard]] IncomingRequest take();

 private:
  std::size_t feed_head(std::string_view bytes);
  std::size_t feed_body(std::string_view bytes);
  void finish_head(std::string_view text);
  std::size_t refuse(const Refusal& refusal, std::size_t used = 0);

  State state_ = State::idle;
  HeadScanner scanner_{};
  std::string head_{};  ///< what has come of it, if it did not come at once
  BodyFraming framing_{};
  ChunkedDecoder chunks_{};
  IncomingRequest incoming_{};
  Refusal refusal_{};
};

}  // namespace chancery::http
