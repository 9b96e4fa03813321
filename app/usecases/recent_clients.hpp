#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "domain/client.hpp"

namespace chancery {

/// The registrations of clients that have proved who they are a moment ago. Clients come back
/// within milliseconds, and each time to read what cannot have changed costs the database more than
/// the rest of a token. Bounded in age, so that a change by another process is seen within it, and
/// in number. Only who has authenticated is remembered: nobody else can fill it. Thread-safe.
class RecentClients {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  struct Options {
    /// A registration is not given out at this age or older.
    std::chrono::milliseconds max_age{500};
    std::size_t capacity = 1024;
  };

  RecentClients() : RecentClients(Options{}) {}
  explicit RecentClients(
      Options options,
      std::function<TimePoint()> now = [] { return std::chrono::steady_clock::now(); })
      : options_(options), now_(std::move(now)) {}

  /// When a registration is about to be read: its age counts from there, for it may change right
  /// after.
  [[nodiscard]] TimePoint now() const { return now_(); }

  void remember(const Client& client, TimePoint read_at);

  [[nodiscard]] std::optional<Client> recall(const ClientId& id) const;

 private:
  struct Entry {
    std::shared_ptr<const Client> client;
    TimePoint read_at;
  };

  [[nodiscard]] bool is_recent(const Entry& entry, TimePoint now) const {
    return now - entry.read_at < options_.max_age;
  }

  const Options options_;
  const std::function<TimePoint()> now_;
  mutable std::mutex mutex_;
  std::map<ClientId, Entry> entries_;
};

}  // namespace chancery
