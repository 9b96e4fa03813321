#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::cli {

/// The lines of a stream of any length, in bounded memory. Lines end with LF or CRLF; the last one
/// need not.
class LineReader {
 public:
  /// Lines are cut after `longest` bytes.
  LineReader(std::istream& in, std::size_t longest);

  struct Line {
    /// Without its end; good until the next line is asked for.
    std::string_view text;
    bool is_cut;
  };
  /// Nothing at the end, and when the stream cannot be read on: `in.bad()` tells.
  std::optional<Line> next();

  /// The number of the line that was read last, from 1.
  [[nodiscard]] std::uint64_t number() const { return number_; }
  /// How many bytes have been read for the lines so far.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  bool refill();

  std::istream& in_;
  std::size_t longest_;
  std::vector<char> buffer_;
  std::string_view rest_{};
  std::string line_{};
  std::uint64_t number_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace chancery::cli
