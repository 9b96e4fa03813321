#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/history.hpp"
#include "tests/simulation/invariants/invariants.hpp"

namespace chancery::simulation {

struct Outcome {
  /// Of the whole history: two runs of one seed have the same.
  std::uint64_t hash;
  std::uint64_t lines;
  int requests;
  /// The first invariant that was violated, if one was: the story ended there.
  std::optional<Violation> violation;
  /// Line by line, if it was asked for.
  std::vector<std::string> text;
};

/// Plays the story of a seed from begin to end. Stories share nothing: several threads may play
/// different ones.
Outcome play(std::uint64_t seed, History::Mode mode = History::Mode::hash_only);

}  // namespace chancery::simulation
