#pragma once

#include <chrono>
#include <optional>

namespace chancery::system {

/// Opens /dev/null for standard input, output and error where they are closed, so that no socket or
/// database file gets their numbers and receives what was meant for a terminal.
void keep_standard_descriptors_open();

/// No core file and no other user's debugger: both would hold keys and passwords. False if the
/// system refused.
[[nodiscard]] bool forbid_core_dumps();

/// At most two heaps for all threads: many threads then keep little memory each.
void limit_heaps();

/// SIGTERM and SIGINT as events to wait for. Blocks both, and ignores SIGPIPE, in the constructing
/// thread and every thread it starts later: construct it before the first thread.
class TerminationSignals {
 public:
  TerminationSignals();
  TerminationSignals(const TerminationSignals&) = delete;
  TerminationSignals& operator=(const TerminationSignals&) = delete;

  /// Returns the signal's number when one has come. Any thread may wait.
  [[nodiscard]] int wait() const;

  /// The same, or nothing if none has come within `most`.
  [[nodiscard]] std::optional<int> wait(std::chrono::milliseconds most) const;
};

}  // namespace chancery::system
