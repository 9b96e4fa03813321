#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace chancery::http {

// The answers that the server gives without an endpoint: a problem below /api/v1/, else the error
// JSON of OAuth. `detail` is for the log only.

/// `{"error": code}`, the code a literal; or the problem that suits the status.
[[nodiscard]] Reply error_reply(const Request& request, int status, std::string_view code,
                                std::string detail = {});
/// 503 with `Retry-After`.
[[nodiscard]] Reply unavailable_reply(const Request& request, std::chrono::seconds retry_after,
                                      std::string detail);
/// 429 with `Retry-After`: the network has made too many requests.
[[nodiscard]] Reply too_many_requests_reply(const Request& request,
                                            std::chrono::seconds retry_after);

}  // namespace chancery::http
