#pragma once

#include <string_view>

namespace chancery::sql {

/// The text of one SQL statement, a constant of the program: it can be made of a literal only, so
/// no text that came from outside can ever be part of one (attack B35). Parameters are written
/// `$1`,
/// `$2` …; each first appears after those with lower numbers, which both engines then number alike.
/// Anything else does not compile.
class Statement {
 public:
  consteval explicit Statement(const char* text)
      : text_(text), parameters_(count_parameters(text_)) {}

  [[nodiscard]] constexpr std::string_view text() const { return text_; }
  /// How many parameters it takes.
  [[nodiscard]] constexpr std::size_t parameters() const { return parameters_; }

 private:
  static consteval std::size_t count_parameters(std::string_view text) {
    std::size_t highest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '$') continue;
      std::size_t number = 0;
      while (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') {
        number = number * 10 + static_cast<std::size_t>(text[++i] - '0');
      }
      if (number == 0 || number > highest + 1) throw "parameters appear in the order $1, $2 ...";
      if (number > highest) highest = number;
    }
    return highest;
  }

  std::string_view text_;
  std::size_t parameters_;
};

}  // namespace chancery::sql
