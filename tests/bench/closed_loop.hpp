#pragma once

#include <sys/epoll.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What load generators share that ask one request at a time on each of their connections. One
/// thread, since the load shares the server's cores. Anything unexpected is a Failure, which is to
/// end the program.
namespace chancery::bench {

using Steady = std::chrono::steady_clock;

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A decimal above zero; throws Failure for any other text.
std::uint32_t positive(std::string_view text);
std::uint16_t port_number(std::string_view text);

std::string get_request(std::string_view target, std::string_view fields = {});
std::string form_request(std::string_view target, std::string_view body,
                         std::string_view fields = {});

/// The value of a JSON member that holds a token: nothing in it is ever escaped.
std::string_view member(std::string_view json, std::string_view quoted_name);

/// A keep-alive connection to a port of loopback.
class Connection {
 public:
  explicit Connection(std::uint16_t port);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(socket_); }

  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] Steady::time_point sent_at() const { return sent_at_; }

  void ask(const std::string& request);
  /// Reads what has come; whether that was the rest of the answer.
  bool read_on();
  /// Asks, and waits for the whole answer.
  void exchange(const std::string& request);

  /// Whether the answer, which is there, has this status.
  [[nodiscard]] bool has_status(int status) const;
  /// Throws Failure unless the answer, which is there, has this status.
  void expect(int status) const;
  [[nodiscard]] std::string_view body() const;
  /// The values of a header field, in order.
  [[nodiscard]] std::vector<std::string_view> fields(std::string_view name) const;

 private:
  [[nodiscard]] std::string_view head() const;
  bool is_whole();

  int socket_ = -1;
  std::string received_;
  std::size_t body_at_ = 0;
  Steady::time_point sent_at_{};
};

/// Several connections that are waited for together.
class Connections {
 public:
  Connections(std::uint16_t port, std::size_t count);
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;
  ~Connections() { ::close(poll_); }

  [[nodiscard]] std::size_t size() const { return all_.size(); }
  Connection& operator[](std::size_t i) { return *all_[i]; }

  /// Opens another one; returns its index.
  std::size_t add();

  /// Those that have something to read; none after `patience` without any.
  const std::vector<std::size_t>& readable(Steady::duration patience);

  /// Calls `answered` with the index of each connection whose answer has come; that asks again, or
  /// returns false and lets the connection rest. Returns when all of them do. Every connection has
  /// been asked before.
  template <class Answered>
  void loop(Answered answered) {
    auto busy = all_.size();
    while (busy > 0) {
      for (const auto index : wait()) {
        if (all_[index]->read_on() && !answered(index)) --busy;
      }
    }
  }

 private:
  /// Those that have something to read, which must be some.
  const std::vector<std::size_t>& wait();

  std::uint16_t port_;
  std::vector<std::unique_ptr<Connection>> all_;
  std::vector<std::size_t> readable_;
  int poll_;
};

/// How long each took, and the line of results about them.
class Latencies {
 public:
  void note(Steady::duration took);
  [[nodiscard]] std::size_t count() const { return microseconds_.size(); }
  /// In microseconds; of one at least.
  std::uint32_t percentile(double part);
  /// Prints `result RATE P50_US P99_US 0`.
  void report(Steady::duration took);

 private:
  std::vector<std::uint32_t> microseconds_;
};

}  // namespace chancery::bench
