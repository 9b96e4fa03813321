#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "adapters/blocklist/key_sorter.hpp"

namespace chancery::blocklist {

/// Makes a filter file of any number of keys in bounded memory, 130 MiB, and 8 bytes a key of disk
/// beside the file while it is made. The same keys in another order make the same file.
/// Throws std::system_error when something cannot be written.
class FilterBuilder {
 public:
  struct Limits {
    std::size_t keys_in_memory = std::size_t{1} << 23U;
    std::size_t keys_per_shard = std::size_t{1} << 19U;
  };

  FilterBuilder(std::filesystem::path file, Limits limits)
      : path_(std::move(file)), limits_(limits), keys_(path_, limits.keys_in_memory) {}
  explicit FilterBuilder(std::filesystem::path file) : FilterBuilder(std::move(file), Limits()) {}

  void add(std::uint64_t key) { keys_.add(key); }

  struct Result {
    std::uint64_t keys;    ///< different ones
    std::uint64_t length;  ///< of the file, in bytes
  };
  /// Puts the whole file in its place in one step: who has the old one open keeps
  /// it. Tells `progress` how many keys are done. Call it once. Throws std::length_error if the
  /// keys are not spread as those of SHA-1 are.
  Result finish(const std::function<void(std::uint64_t)>& progress = {});

  [[nodiscard]] std::uint64_t added() const { return keys_.added(); }

 private:
  std::filesystem::path path_;
  Limits limits_;
  KeySorter keys_;
};

}  // namespace chancery::blocklist
