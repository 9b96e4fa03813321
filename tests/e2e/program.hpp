#pragma once

#include <sys/types.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace chancery::test {

/// The program as it is shipped, serving in a process of its own, on a new SQLite database and a
/// free port of 127.0.0.1.
class Program {
 public:
  /// Returns once it serves; throws std::runtime_error if it does not begin to.
  explicit Program(const std::vector<std::string>& flags = {});
  /// Kills it, if it still runs.
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  void signal(int number) const;
  /// Waits for its end: its exit status, or -1 if a signal ended it.
  int wait();
  /// What it has logged; all of it after wait().
  [[nodiscard]] std::string log();

 private:
  void read_log();

  TemporaryFolder folder_;
  pid_t process_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::string log_;
  std::jthread reader_;
};

}  // namespace chancery::test
