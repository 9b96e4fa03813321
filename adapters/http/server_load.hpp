#pragma once

#include <cstddef>
#include <cstdint>

namespace chancery::http {

/// The requests of one lane.
struct LaneLoad {
  std::size_t waiting = 0;  ///< those whose clients have left among them, until their turn comes
  std::size_t running = 0;
};

/// How busy a server is now, and how many connections it has had.
struct ServerLoad {
  std::size_t connections = 0;
  std::uint64_t accepted_total = 0;
  std::uint64_t turned_away_total = 0;  ///< of those accepted: there was no room
  LaneLoad general{};
  LaneLoad hashing{};
};

}  // namespace chancery::http
