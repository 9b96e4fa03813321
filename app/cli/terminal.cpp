// Questions on a terminal, without echo.

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "app/cli/console.hpp"

namespace chancery::cli {
namespace {

/// Switches the echo off and, whatever happens, on again.
class Silence {
 public:
  Silence() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~Silence() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

std::optional<Secret> ask(std::string_view question) {
  std::string line;
  bool read = false;
  {
    // Before the question: an answer that comes at once must not be seen either.
    const Silence silence;
    std::cerr << question << std::flush;
    read = static_cast<bool>(std::getline(std::cin, line));
  }
  std::cerr << '\n';
  if (!read) return std::nullopt;
  return Secret(std::move(line));
}

}  // namespace

std::function<std::optional<Secret>(std::string_view)> terminal_question() {
  if (::isatty(STDIN_FILENO) != 1) return {};
  return ask;
}

std::function<void(std::string_view)> terminal_progress() {
  if (::isatty(STDERR_FILENO) != 1) return {};
  constexpr auto clear_to_the_end_of_the_line = "\x1b[K";
  return [](std::string_view line) {
    std::cerr << '\r' << line << clear_to_the_end_of_the_line << std::flush;
  };
}

}  // namespace chancery::cli
