#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/moment.hpp"

namespace chancery::simulation {

/// One thing that happened.
struct Line {
  Moment at;
  /// -1 for what happens on no node.
  int node;
  /// The request it belongs to; 0 for none.
  int request;
  std::string_view actor;
  /// The port call, or what the actor did.
  std::string_view call;
  std::string_view outcome;
  /// A generation, a count: whatever tells this outcome from others.
  std::uint64_t number = 0;
};

/// What happened in a story, line by line. Always hashed, so that two runs can be compared; kept as
/// text only when somebody wants to read it.
class History {
 public:
  enum class Mode { hash_only, text };

  explicit History(Mode mode) : mode_(mode) {}

  void add(const Line& line);
  /// A remark for the reader, not part of the hash.
  void remark(std::string text);

  [[nodiscard]] bool keeps_text() const { return mode_ == Mode::text; }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }
  [[nodiscard]] std::uint64_t length() const { return length_; }
  [[nodiscard]] const std::vector<std::string>& text() const { return text_; }

 private:
  Mode mode_;
  std::uint64_t hash_ = 0xcbf29ce484222325U;
  std::uint64_t length_ = 0;
  std::vector<std::string> text_;
};

}  // namespace chancery::simulation
