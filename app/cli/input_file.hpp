#pragma once

#include <cstdint>
#include <expected>
#include <iosfwd>
#include <memory>
#include <string>

#include "app/cli/command.hpp"

namespace chancery::cli {

/// What a command reads: standard input, or a file.
struct InputFile {
  std::string name = "standard input";
  std::shared_ptr<std::istream> file{};
  std::istream* stream = nullptr;
  /// 0 if nobody knows.
  std::uint64_t length = 0;
};

/// The file that the operand names; none and `-` are standard input.
std::expected<InputFile, Failure> open_input(const Call& call);

/// Tells a person how far it is, each time there is something new to tell.
class Progress {
 public:
  explicit Progress(const Console& console) : console_(console) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void clear();
  /// `all` may be 0: nobody knows, and what is done are bytes.
  void show(const char* what, std::uint64_t done, std::uint64_t all);

 private:
  const Console& console_;
  const char* what_ = nullptr;
  std::uint64_t so_far_ = 0;
};

}  // namespace chancery::cli
