#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <string>

#include "adapters/blocklist/descriptor.hpp"
#include "adapters/blocklist/filter_index.hpp"

namespace chancery::blocklist {

/// A filter file: its index in memory, its shards read where they lie, three bytes for a question.
/// The page cache holds what is asked for often. Not mapped into memory: a file that somebody cuts
/// short while it is mapped kills the program. Thread-safe.
class FilterFile {
 public:
  /// Reads and checks the index. The error is the reason in words, without the file's name.
  static std::expected<FilterFile, std::string> open(const std::filesystem::path& path);

  /// Whether the key was put in; true for one of 256 others. Throws Unavailable when the file
  /// cannot be read or is no longer what was opened.
  [[nodiscard]] bool contains(std::uint64_t key) const;

  /// Reads the whole file and compares every checksum; tells `progress` how many shards are done.
  /// The error is the reason in words.
  [[nodiscard]] std::expected<void, std::string> verify(
      const std::function<void(std::size_t)>& progress = {}) const;

  [[nodiscard]] const FilterIndex& index() const { return index_; }

 private:
  FilterFile(Descriptor file, Descriptor::State state, FilterIndex index)
      : file_(std::move(file)), state_(state), index_(std::move(index)) {}

  [[nodiscard]] std::uint8_t byte_at(std::uint64_t offset) const;

  Descriptor file_;
  Descriptor::State state_;
  FilterIndex index_;
};

}  // namespace chancery::blocklist
