// Secrets come from standard input, one line, or from a person.

#include "app/cli/console.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <sstream>

namespace chancery::cli {
namespace {

std::expected<std::string, Complaint> read(const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  Console console{.in = in, .out = out, .err = out};
  const auto secret = read_secret(console, "password", true);
  EXPECT_EQ(out.str(), "");
  if (!secret) return std::unexpected(secret.error());
  return secret->reveal();
}

TEST(ReadSecret, TakesOneLineWithoutItsEnd) {
  EXPECT_EQ(read("pass word\n"), "pass word");
  EXPECT_EQ(read("pass word"), "pass word");
  EXPECT_EQ(read("pass word\r\n"), "pass word");
  EXPECT_EQ(read(" pass \n"), " pass ");
  EXPECT_EQ(read("first\nsecond\n"), "first");
  EXPECT_EQ(read(std::string(4096, 'x') + "\n"), std::string(4096, 'x'));
}

TEST(ReadSecret, RefusesNothingAndTooMuch) {
  const Complaint empty{"the password is empty", "write it as one line to standard input"};
  EXPECT_EQ(read("").error(), empty);
  EXPECT_EQ(read("\n").error(), empty);
  EXPECT_EQ(read("\r\n").error(), empty);
  EXPECT_EQ(read(std::string(4097, 'x')).error(),
            (Complaint{"the password on standard input is too long"}));
}

/// Answers a person gives, and the questions they saw.
struct Person {
  std::deque<std::string> answers;
  std::string questions;

  std::expected<std::string, Complaint> read(bool repeated) {
    std::istringstream in("not from here\n");
    std::ostringstream out;
    Console console{.in = in, .out = out, .err = out, .ask = [this](std::string_view question) {
                      questions += question;
                      return answer();
                    }};
    const auto secret = read_secret(console, "password", repeated);
    if (!secret) return std::unexpected(secret.error());
    return secret->reveal();
  }

 private:
  std::optional<Secret> answer() {
    if (answers.empty()) return std::nullopt;
    Secret next(answers.front());
    answers.pop_front();
    return next;
  }
};

TEST(ReadSecret, AsksAPersonOnceOrTwice) {
  Person once{.answers = {"a"}, .questions = ""};
  EXPECT_EQ(once.read(false), "a");
  EXPECT_EQ(once.questions, "password: ");
  Person twice{.answers = {"a", "a"}, .questions = ""};
  EXPECT_EQ(twice.read(true), "a");
  EXPECT_EQ(twice.questions, "password: password again: ");
}

TEST(ReadSecret, RefusesTwoDifferentAnswersAndNone) {
  EXPECT_EQ((Person{.answers = {"a", "b"}, .questions = ""}.read(true).error().message),
            "the two are not the same");
  EXPECT_EQ((Person{.answers = {"a"}, .questions = ""}.read(true).error().message),
            "the two are not the same");
  EXPECT_EQ((Person{.answers = {}, .questions = ""}.read(true).error().message),
            "no password was given");
  EXPECT_EQ((Person{.answers = {""}, .questions = ""}.read(false).error().message),
            "the password is empty");
}

TEST(Printable, B100_LeavesNothingThatMovesOrHidesText) {
  EXPECT_EQ(printable("plain \xc3\xa4"), "plain \xc3\xa4");
  EXPECT_EQ(printable("a\r\nb\x1b[2Jc\x7f"), "a\\u000d\\u000ab\\u001b[2Jc\\u007f");
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\u0000b");
  EXPECT_EQ(printable("\xc2\x9b"
                      "31m"),
            "\\u009b31m");
  EXPECT_EQ(printable("\xe2\x80\xae"
                      "txt"),
            "\\u202etxt");
  EXPECT_EQ(printable("\xff"), "\xef\xbf\xbd");
}

}  // namespace
}  // namespace chancery::cli
