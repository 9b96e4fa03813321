// A secret typed at a terminal is not seen on it.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "app/cli/console.hpp"

namespace chancery::cli {
namespace {

/// The person's end of a terminal, at whose other end a child process asks a question.
class Terminal {
 public:
  Terminal() : person_(::posix_openpt(O_RDWR | O_NOCTTY)) {
    ::grantpt(person_);
    ::unlockpt(person_);
    program_ = ::open(::ptsname(person_), O_RDWR | O_NOCTTY);
  }
  ~Terminal() {
    ::close(program_);
    ::close(person_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Starts a process that exits with 7 if it is told `answer`.
  ::pid_t ask(const std::string& answer) const {
    const auto child = ::fork();
    if (child != 0) return child;
    ::dup2(program_, 0);
    ::dup2(program_, 2);
    const auto question = terminal_question();
    const auto told = question ? question("password: ") : std::nullopt;
    ::_exit(told && told->reveal() == answer ? 7 : 1);
  }
  void type(const std::string& text) const {
    EXPECT_EQ(::write(person_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  /// What is to be seen, up to and with `last`.
  [[nodiscard]] std::string see(const std::string& last) const {
    std::string seen;
    char c = 0;
    while (!seen.ends_with(last) && ::read(person_, &c, 1) == 1) seen += c;
    return seen;
  }

 private:
  int person_;
  int program_;
};

TEST(TerminalQuestion, IsAnsweredUnseen) {
  const Terminal terminal;
  const auto child = terminal.ask("hunter2");
  EXPECT_EQ(terminal.see("password: "), "password: ");
  terminal.type("hunter2\n");
  EXPECT_EQ(terminal.see("\n"), "\r\n");
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(TerminalQuestion, LeavesTheEchoOnAfterwards) {
  const Terminal terminal;
  const auto child = terminal.ask("hunter2");
  EXPECT_EQ(terminal.see("password: "), "password: ");
  terminal.type("hunter2\n");
  EXPECT_EQ(terminal.see("\n"), "\r\n");
  ::waitpid(child, nullptr, 0);
  terminal.type("seen");
  EXPECT_EQ(terminal.see("seen"), "seen");
}

TEST(TerminalQuestion, IsNoneWithoutATerminal) {
  EXPECT_EXIT(
      {
        const int file = ::open("/dev/null", O_RDONLY);
        ::dup2(file, 0);
        ::_exit(terminal_question() ? 1 : 7);
      },
      testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace chancery::cli
