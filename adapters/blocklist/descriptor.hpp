#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace chancery::blocklist {

/// An open file. Every method that fails throws std::system_error.
class Descriptor {
 public:
  static Descriptor to_read(const std::filesystem::path& path);
  /// A new file beside `path`, readable by its owner only; `name` becomes its path.
  static Descriptor beside(const std::filesystem::path& path, std::filesystem::path& name);
  /// A file without a name on the same file system, gone with the descriptor.
  static Descriptor nameless(const std::filesystem::path& beside);

  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  /// What tells a file from what it becomes when somebody writes to it.
  struct State {
    std::uint64_t length = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    bool regular = false;

    bool operator==(const State&) const = default;
  };
  [[nodiscard]] State state() const;

  /// Up to `length` bytes from there; fewer at the end of the file. Thread-safe.
  [[nodiscard]] std::string read(std::uint64_t offset, std::size_t length) const;
  void write(std::uint64_t offset, std::string_view bytes) const;
  /// To the disk, and readable by everybody: a filter is no secret.
  void publish() const;

 private:
  explicit Descriptor(int number) : number_(number) {}

  int number_;
};

}  // namespace chancery::blocklist
