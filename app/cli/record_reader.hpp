#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/cli/line_reader.hpp"

namespace chancery::cli {

/// The records of a stream of any length, in bounded memory: JSON texts, one a line; or the
/// elements of one array; or those of the array that a member of one object is. What the stream
/// begins with tells lines from an array.
class RecordReader {
 public:
  /// `member` names the array of a stream that is one object; empty: objects are records.
  RecordReader(std::istream& in, std::string_view member);

  struct Record {
    /// Good until the next one is asked for. What is longer than 64 KiB is cut.
    std::string_view text;
    bool is_cut;
    /// Where it begins, from 1.
    std::uint64_t line;
  };
  /// Nothing at the end, and when the stream cannot be read on: `in.bad()` tells.
  std::optional<Record> next();

  /// How many bytes have been read so far.
  [[nodiscard]] std::uint64_t bytes() const;

  /// Whether what was read is whole: the array was there, and closed.
  [[nodiscard]] bool is_whole() const { return lines_ || (found_ && depth_ == 0); }

 private:
  void skip_blank();
  std::optional<Record> next_line();
  std::optional<Record> next_element();
  /// Whether the element ends before this character.
  bool take(char c);
  void take_outside_text(char c);
  void keep(char c);
  int read();

  std::istream& in_;
  std::string_view member_;
  std::optional<LineReader> lines_{};
  std::uint64_t skipped_lines_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t line_ = 1;

  int depth_ = 0;
  bool is_in_text_ = false;
  bool is_escaped_ = false;
  bool found_ = false;
  /// The depth of the array's elements while it is open, else 0.
  int element_depth_ = 0;
  /// The text or element that is being read.
  std::string kept_{};
  bool is_cut_ = false;
  std::uint64_t begin_line_ = 0;
  std::string last_text_{};
};

}  // namespace chancery::cli
