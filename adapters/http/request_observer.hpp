#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "adapters/http/message.hpp"
#include "domain/origin.hpp"

namespace chancery::http {

/// One request, for the request log and the metrics. The views live for the call only.
struct RequestRecord {
  std::string_view request_id;
  std::string_view method;  ///< empty when the request was not even readable
  std::string_view route;   ///< the path as registered, or `unmatched`; never the client's bytes
  int status;               ///< 499 for a request whose connection ended before it ran
  /// From the whole request to the answer handed to the socket.
  std::chrono::microseconds duration;
  std::size_t bytes;  ///< of the answer, head and body; 0 if it had nowhere to go
  const Origin& origin;
  const LogFields& log;
};

/// Is told of every answer, also to requests that were refused, malformed or too slow, and of every
/// request whose peer left before its answer: once of each.
class RequestObserver {
 public:
  virtual ~RequestObserver() = default;
  /// Called in the I/O loop: must not wait and must not throw.
  virtual void answered(const RequestRecord& record) noexcept = 0;
};

}  // namespace chancery::http
