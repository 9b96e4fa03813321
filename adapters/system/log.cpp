#include "adapters/system/log.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <utility>

namespace chancery::system {
namespace {

using Steady = std::chrono::steady_clock;

/// A first line waits so long for company: under load one wake-up and one write serve many lines.
constexpr std::chrono::milliseconds gathering{10};

/// A pipe that poll() calls writable takes this much without blocking (POSIX PIPE_BUF, on Linux).
constexpr std::size_t unblocking_write = 4096;

std::chrono::sys_time<std::chrono::milliseconds> now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

/// Two buffers: callers append to one while the thread writes the other.
class Log::Writer {
 public:
  Writer(int descriptor, const LogOptions& options) : descriptor_(descriptor), options_(options) {
    // Address space, not memory: pages count once they are written to.
    waiting_.reserve(options.capacity);
    thread_ = std::thread([this] { run(); });
  }

  ~Writer() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      stop_at_ = Steady::now() + options_.farewell;
    }
    wake_.notify_one();
    thread_.join();
  }

  void drop() {
    const std::lock_guard lock(mutex_);
    ++dropped_;
  }

  void append(std::string_view line) {
    bool wake = false;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() + line.size() > options_.capacity) {
        ++dropped_;
        return;
      }
      const auto before = waiting_.size();
      waiting_ += line;
      wake = before == 0 || (before <= half() && waiting_.size() > half());
    }
    if (wake) wake_.notify_one();
  }

 private:
  [[nodiscard]] std::size_t half() const { return options_.capacity / 2; }

  void run() {
    std::string writing;
    writing.reserve(options_.capacity);
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty() || dropped_ > 0; });
      wake_.wait_for(lock, gathering, [this] { return stopping_ || waiting_.size() > half(); });
      if (waiting_.empty() && dropped_ == 0) return;
      writing.clear();
      std::swap(writing, waiting_);
      const auto dropped = std::exchange(dropped_, 0);
      lock.unlock();
      if (dropped > 0) append_dropped(writing, dropped);
      put(writing);
      lock.lock();
    }
  }

  void append_dropped(std::string& out, std::int64_t count) const {
    const LogField field{"dropped", count};
    append_log_line(out, options_.format, {now(), LogLevel::warn, "log lines dropped"},
                    {&field, 1});
  }

  void put(std::string_view bytes) {
    while (!bytes.empty()) {
      if (!wait_until_writable()) return;
      const auto count =
          ::write(descriptor_, bytes.data(), std::min(bytes.size(), unblocking_write));
      if (count >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno != EINTR && errno != EAGAIN) {
        return;  // the reader is gone: there is nobody to tell
      }
    }
  }

  /// False once the log is closing and the reader has had its time.
  bool wait_until_writable() {
    pollfd waiting{.fd = descriptor_, .events = POLLOUT, .revents = 0};
    while (::poll(&waiting, 1, 100) <= 0) {
      const std::lock_guard lock(mutex_);
      if (stopping_ && Steady::now() >= stop_at_) return false;
    }
    return true;
  }

  const int descriptor_;
  const LogOptions options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  std::int64_t dropped_ = 0;
  bool stopping_ = false;
  Steady::time_point stop_at_{};
  std::thread thread_;
};

Log::Log(int descriptor, LogOptions options)
    : options_(options), writer_(std::make_unique<Writer>(descriptor, options)) {}

Log::~Log() = default;

bool Log::writes(LogLevel level) const noexcept { return level <= options_.level; }

void Log::write(LogLevel level, std::string_view message,
                std::span<const LogField> fields) noexcept {
  if (!writes(level)) return;
  thread_local std::string line;
  try {
    line.clear();
    append_log_line(line, options_.format, {now(), level, message}, fields);
    writer_->append(line);
  } catch (const std::bad_alloc&) {
    writer_->drop();
  }
}

void Log::write(LogLevel level, std::string_view message,
                std::initializer_list<LogField> fields) noexcept {
  write(level, message, std::span(fields.begin(), fields.size()));
}

}  // namespace chancery::system
