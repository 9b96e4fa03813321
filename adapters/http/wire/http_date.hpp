#pragma once

#include <chrono>
#include <string>

namespace chancery::http {

/// IMF-fixdate (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
[[nodiscard]] std::string http_date(std::chrono::sys_seconds at);

}  // namespace chancery::http
