#pragma once

#include <vector>

#include "domain/key_schedule.hpp"

namespace chancery::inbound {

/// The keys and their schedule. Thread-safe; may throw Unavailable.
class ManageKeys {
 public:
  virtual ~ManageKeys() = default;

  [[nodiscard]] virtual std::vector<KeyRecord> list() = 0;

  /// Lets the next key of every signing use take over: once it has been published long enough, or
  /// at once. Returns the keys that were scheduled or activated, with their instants.
  virtual std::vector<KeyRecord> roll(bool at_once) = 0;

  /// Does what the schedule has due, and takes over what other nodes did. Called at start and about
  /// twice a second; does nothing when nothing changed.
  virtual void maintain() = 0;
};

}  // namespace chancery::inbound
