#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>

#include "adapters/system/log_line.hpp"

namespace chancery::system {

struct LogOptions {
  LogLevel level = LogLevel::info;
  LogFormat format = LogFormat::json;
  /// Bytes that may wait for the writer; lines beyond are dropped and counted.
  std::size_t capacity = std::size_t{1} << 20U;
  /// How long the destructor goes on writing to a reader that takes nothing.
  std::chrono::milliseconds farewell{1000};
};

/// The program's log. A line is formatted by the caller and handed to one writer thread through a
/// bounded buffer: whoever logs waits for no disk and no pipe, whatever becomes of the reader. What
/// does not fit is counted, and the count is logged as `"dropped":N` once there is room again.
///
/// Thread-safe; throws nothing. The destructor writes what is left.
class Log {
 public:
  /// Writes to `descriptor`, which stays the caller's and must outlive the log. SIGPIPE must be
  /// ignored.
  explicit Log(int descriptor, LogOptions options = {});
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// Whether lines of that level are written: asked before costly fields are gathered.
  [[nodiscard]] bool writes(LogLevel level) const noexcept;

  void write(LogLevel level, std::string_view message, std::span<const LogField> fields) noexcept;
  void write(LogLevel level, std::string_view message,
             std::initializer_list<LogField> fields = {}) noexcept;

 private:
  class Writer;
  LogOptions options_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace chancery::system
