#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace chancery::system {

enum class LogLevel { error, warn, info, debug };
enum class LogFormat { json, text };

constexpr std::string_view name(LogLevel level) {
  switch (level) {
    case LogLevel::error: return "error";
    case LogLevel::warn: return "warn";
    case LogLevel::info: return "info";
    case LogLevel::debug: return "debug";
  }
  std::unreachable();
}
std::optional<LogLevel> parse_log_level(std::string_view text);
std::optional<LogFormat> parse_log_format(std::string_view text);

/// One member of a log line. Views only: it lives no longer than the call that logs it. A Secret
/// does not convert to it.
struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t> value;
};

/// What one line says, apart from its fields.
struct LogHead {
  std::chrono::sys_time<std::chrono::milliseconds> time;
  LogLevel level;
  std::string_view message;
};

/// Appends one whole line with its newline. Whatever the message and the fields hold, there is one
/// newline, at the end, and no control character (attack B100).
///
/// JSON: `{"time":"…","level":"info","msg":"…",fields…}`, the fields in their order. Text:
/// `2026-01-31T23:59:59.000Z info message name=value name="quoted value"`.
void append_log_line(std::string& out, LogFormat format, const LogHead& head,
                     std::span<const LogField> fields);

}  // namespace chancery::system
