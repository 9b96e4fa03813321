#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/server.hpp"

namespace chancery::http {

/// Deadlines that do not pass by themselves; a test shortens the one it is about.
[[nodiscard]] Deadlines endless();

/// A record whose texts live on.
struct OwnedRecord {
  std::string request_id;
  std::string method;
  std::string route;
  int status;
  std::size_t bytes;
  Origin origin;
  std::string detail;
};

/// Keeps the records until they are asked for.
class Records final : public RequestObserver {
 public:
  void answered(const RequestRecord& record) noexcept override;
  /// Waits for the next one.
  [[nodiscard]] OwnedRecord next();

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<OwnedRecord> records_;
};

/// A door that workers stop at, so that a test decides when they go on.
class Gate {
 public:
  /// In an endpoint: notes the arrival and waits until the gate is open.
  void pass();
  /// In the test: waits until so many have arrived in all.
  void await_arrivals(int count);
  void open();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrivals_ = 0;
  bool is_open_ = false;
};

class NoOrigins final : public inbound::CheckOrigin {
 public:
  bool is_allowed(std::string_view) override { return false; }
};

/// A running server with these routes: /inline, /general and /hashing answer "METHOD body" in their
/// lanes, /gate waits at `gate` in the general lane and /hash-gate in the hashing lane, /large
/// answers 8 MiB, /throws throws, /crlf tries to split its answer.
class TestServer {
 public:
  explicit TestServer(ServerOptions options = {});
  ~TestServer() { gate.open(); }

  [[nodiscard]] std::uint16_t port() const { return server.port(); }

  Gate gate;
  Records records;
  NoOrigins origins;
  Server server;
  /// What /gate last saw of its request when it went on.
  std::atomic<bool> was_abandoned = false;
  std::atomic<int> runs = 0;

 private:
  std::vector<Route> routes();
};

}  // namespace chancery::http
