#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "adapters/sql/postgresql/url.hpp"

extern "C" {
struct pg_conn;
struct pg_result;
}

namespace chancery::sql::postgresql {

/// libpq's connection, which is never waited for longer than told: a server that hangs, or a
/// network that swallows everything, holds nobody. Used by one thread at a time. Once a method has
/// thrown, the connection is broken.
class Connection {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Result = std::unique_ptr<pg_result, Clear>;

  /// Connects to the first of the URL's hosts that writes. How long each may take is the URL's
  /// `connect_timeout`, 2 s if it has none. Throws Unavailable.
  explicit Connection(const Url& url);

  [[nodiscard]] pg_conn* handle() const { return connection_.get(); }

  /// Until when everything that follows is waited for; nothing: as long as it takes.
  void expect_answers_by(std::optional<TimePoint> deadline) { deadline_ = deadline; }

  /// Sends what a `PQsend…` function has queued. `queued` is what that returned.
  void send(int queued);

  /// The next answer; nothing when that was all. What PQgetResult gives, but within the time.
  Result next();

  /// Whether bytes have come that nobody asked for: a server that hangs up says so.
  [[nodiscard]] bool has_unasked_input() const;

  /// Whether it was given up, and the server still has not said a word: a backend that waits for a
  /// standby goes on waiting when its client is gone. Never waits.
  [[nodiscard]] bool owes_answer() noexcept;

  /// Whether the connection broke or was given up.
  [[nodiscard]] bool is_broken() const { return is_broken_; }

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };

  void receive();
  short wait_for(short events);
  [[noreturn]] void lose();

  std::unique_ptr<pg_conn, Finish> connection_;
  std::optional<TimePoint> deadline_;
  bool is_broken_ = false;
  bool gave_up_ = false;
};

}  // namespace chancery::sql::postgresql
