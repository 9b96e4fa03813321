#pragma once

#include <cstddef>
#include <expected>

#include "adapters/http/wire/refusal.hpp"
#include "adapters/http/wire/request_head.hpp"

namespace chancery::http {

/// Where a request ends, and what becomes of its connection.
struct BodyFraming {
  bool chunked = false;
  std::size_t length = 0;  ///< of a body that is not chunked
  bool expects_continue = false;
  bool keep_alive = true;

  [[nodiscard]] bool has_body() const { return chunked || length > 0; }
};

/// Judges the fields that say where a request ends (RFC 9112 §6, §9.3; RFC 9110 §7.2, §8.4,
/// §10.1.1). Anything that two readers could understand differently is refused (attack B97):
/// Transfer-Encoding other than one `chunked`, or together with Content-Length, or in HTTP/1.0; two
/// Content-Lengths, even equal ones; a missing, second or ill-formed Host. Also without length
/// where one is due (411), too long (413), compressed (415), with an expectation we do not know
/// (417).
[[nodiscard]] std::expected<BodyFraming, Refusal> body_framing(const RequestHead& head);

}  // namespace chancery::http
