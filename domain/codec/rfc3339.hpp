#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::codec {

/// Appends an instant as RFC 3339 §5.6 has it, UTC, `2026-01-31T23:59:59Z`; with milliseconds
/// `2026-01-31T23:59:59.000Z`. Years 0 to 9999.
void append_rfc3339(std::string& out, std::chrono::sys_seconds at);
void append_rfc3339(std::string& out, std::chrono::sys_time<std::chrono::milliseconds> at);

/// The same as a text of its own.
std::string rfc3339(std::chrono::sys_seconds at);

/// Reads what RFC 3339 §5.6 lets others write: `T` between date and time (a space too), fractions
/// of a second, which are dropped, `Z` or an offset; upper case. No leap second. Years 1970 to
/// 9999. Nothing for any other text.
std::optional<std::chrono::sys_seconds> from_rfc3339(std::string_view text);

}  // namespace chancery::codec
