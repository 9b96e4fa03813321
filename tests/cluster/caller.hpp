#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>

#include "tests/e2e/http_client.hpp"

namespace chancery::cluster {

using Clock = std::chrono::steady_clock;

/// The attempts that failed since a mark: the connection was refused or lost, or the answer was
/// 502, 503 or 504. Thread-safe.
class Failures {
 public:
  /// Notes an attempt that has just ended.
  void note(const std::string& why, Clock::time_point began);
  /// Notes how long an answer took.
  void note_answer(Clock::time_point began);

  /// Prints what was noted since the last mark, and forgets it: `mark failures N first MS last MS
  /// window MS slowest_failure MS slowest_answer MS`, each time from the mark, the window from the
  /// beginning of the first failed attempt to the end of the last.
  void mark(std::ostream& out);

  [[nodiscard]] long total() const;

 private:
  mutable std::mutex mutex_;
  long total_ = 0;
  long count_ = 0;
  Clock::time_point marked_at_ = Clock::now();
  Clock::time_point first_began_{};
  Clock::time_point last_ended_{};
  Clock::duration slowest_failure_{};
  Clock::duration slowest_answer_{};
};

/// Nobody answered for so long that an app would give its login up.
struct GaveUp : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Asks as an app does that must not lose its login: an attempt that fails is made again, the same
/// request, after a moment, and so is one that was told 429. Keeps its connection as long as the
/// peer does.
class Caller {
 public:
  Caller(std::uint16_t port, Failures& failures) : port_(port), failures_(failures) {}

  /// The first answer that is no failure and no 429. Throws GaveUp after less than the replay window.
  test::HttpResponse ask(const std::string& request);

 private:
  std::optional<test::HttpResponse> ask_once(const std::string& request);

  std::uint16_t port_;
  Failures& failures_;
  std::optional<test::HttpConnection> connection_{};
};

/// The secret of every confidential client and the password of every user: in the environment,
/// CLUSTER_SECRET, since arguments are public.
std::string secret();

/// `id:secret`, as Basic has it.
std::string credentials(const std::string& client_id);

/// A request of the public client `app`.
std::string token_request(const std::string& form);

std::string introspection(const std::string& token);

/// Whether an introspection says so.
bool is_active(const test::HttpResponse& answer);

}  // namespace chancery::cluster
