#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace chancery::http {

// The answers that the server gives without an endpoint. `detail` is for the log only.

/// `{"error": code}`; the code is a literal.
[[nodiscard]] Reply error_reply(int status, std::string_view code, std::string detail = {});
/// 503 with `Retry-After`.
[[nodiscard]] Reply unavailable_reply(std::chrono::seconds retry_after, std::string detail);

}  // namespace chancery::http
