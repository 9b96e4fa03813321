#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "adapters/http/wire/refusal.hpp"

namespace chancery::http {

/// A request line and its fields, well-formed but not yet judged.
struct RequestHead {
  std::string method;
  std::string target;
  int minor_version = 1;  ///< of HTTP/1
  Headers headers;
};

/// Reads a whole head, from the request line to the empty line, with Boost.Beast's parser (RFC 9112
/// §3 and §5). Expects what HeadScanner let through.
[[nodiscard]] std::expected<RequestHead, Refusal> parse_head(std::string_view head);

}  // namespace chancery::http
