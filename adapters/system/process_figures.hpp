#pragma once

#include <cstdint>
#include <optional>

namespace chancery::system {

/// What the operating system says of this process; nothing where it does not say.
struct ProcessFigures {
  std::optional<double> cpu_seconds{};  ///< user and system
  std::optional<std::uint64_t> resident_bytes{};
  std::optional<std::uint64_t> virtual_bytes{};
  std::optional<std::uint64_t> threads{};
  std::optional<std::uint64_t> open_descriptors{};
  std::optional<std::uint64_t> max_descriptors{};
};

/// Reads /proc: a fraction of a millisecond, more with thousands of descriptors. Thread-safe.
[[nodiscard]] ProcessFigures process_figures();

}  // namespace chancery::system
