#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "adapters/blocklist/descriptor.hpp"

namespace chancery::blocklist {

/// Any number of keys, sorted, each once, in bounded memory: what does not fit lies sorted in a
/// nameless file, 8 bytes a key. Throws std::system_error when that cannot be written.
class KeySorter {
 public:
  /// At most `keys_in_memory` keys are held at a time, and some KiB for each time they were full.
  /// The file lies beside `beside`.
  KeySorter(std::filesystem::path beside, std::size_t keys_in_memory);

  void add(std::uint64_t key);
  /// How many were added, those that are the same counted each.
  [[nodiscard]] std::uint64_t added() const { return added_; }

  /// Gives every key to `take`, in ascending order, no key twice. Call it once, and nothing else
  /// afterwards.
  void drain(const std::function<void(std::uint64_t)>& take);

 private:
  /// Sorted keys in the file.
  struct Run {
    std::uint64_t offset;
    std::uint64_t count;
  };

  void sort_buffer();
  void spill();

  std::filesystem::path beside_;
  std::size_t capacity_;
  std::vector<std::uint64_t> buffer_{};
  std::uint64_t added_ = 0;
  std::optional<Descriptor> file_{};
  std::vector<Run> runs_{};
};

}  // namespace chancery::blocklist
