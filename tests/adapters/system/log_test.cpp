// Lines reach the descriptor, or are counted; nobody waits for its reader.

#include "adapters/system/log.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "domain/codec/json.hpp"

namespace chancery::system {
namespace {

/// A pipe with a log at one end.
class LogTest : public testing::Test {
 protected:
  LogTest() {
    ::signal(SIGPIPE, SIG_IGN);
    EXPECT_EQ(::pipe(ends_), 0);
  }
  ~LogTest() override {
    close_reader();
    close_writer();
  }

  [[nodiscard]] int writer() const { return ends_[1]; }
  void close_reader() { close_end(0); }
  void close_writer() { close_end(1); }

  std::string read_all() {
    std::string text;
    char buffer[65536];
    while (true) {
      const auto count = ::read(ends_[0], buffer, sizeof buffer);
      if (count <= 0) return text;
      text.append(buffer, static_cast<std::size_t>(count));
    }
  }
  std::vector<codec::Json> read_lines() {
    std::vector<codec::Json> lines;
    std::istringstream text(read_all());
    for (std::string line; std::getline(text, line);) {
      auto read = codec::read_json(line);
      EXPECT_TRUE(read) << line;
      if (read) lines.push_back(std::move(*read));
    }
    return lines;
  }

 private:
  void close_end(int end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }

  int ends_[2]{-1, -1};
};

std::int64_t number(const codec::Json& line, std::string_view member) {
  const auto* found = line.find(member);
  return found == nullptr ? -1 : *found->as_integer();
}

TEST_F(LogTest, TheDestructorWritesWhatIsLeft) {
  {
    Log log(writer());
    for (std::int64_t i = 0; i < 100; ++i) log.write(LogLevel::info, "m", {{"i", i}});
  }
  close_writer();
  const auto lines = read_lines();
  ASSERT_EQ(lines.size(), 100U);
  for (std::int64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(number(lines[static_cast<std::size_t>(i)], "i"), i);
  }
}

TEST_F(LogTest, LinesBelowTheLevelAreNotWritten) {
  {
    Log log(writer(), {.level = LogLevel::warn});
    EXPECT_TRUE(log.writes(LogLevel::error));
    EXPECT_TRUE(log.writes(LogLevel::warn));
    EXPECT_FALSE(log.writes(LogLevel::info));
    EXPECT_FALSE(log.writes(LogLevel::debug));
    log.write(LogLevel::error, "e");
    log.write(LogLevel::warn, "w");
    log.write(LogLevel::info, "i");
    log.write(LogLevel::debug, "d");
  }
  close_writer();
  const auto lines = read_lines();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(*lines[0].find("level")->as_string(), "error");
  EXPECT_EQ(*lines[1].find("level")->as_string(), "warn");
}

TEST_F(LogTest, LinesOfManyThreadsStayWhole) {
  std::vector<codec::Json> lines;
  std::thread reader([&] { lines = read_lines(); });
  {
    Log log(writer());
    std::vector<std::thread> threads;
    for (std::int64_t t = 0; t < 4; ++t) {
      threads.emplace_back([&log, t] {
        for (std::int64_t i = 0; i < 500; ++i) log.write(LogLevel::info, "m", {{"t", t}, {"i", i}});
      });
    }
    for (auto& thread : threads) thread.join();
  }
  close_writer();
  reader.join();
  ASSERT_EQ(lines.size(), 2000U);
  std::int64_t next[4]{};
  for (const auto& line : lines) EXPECT_EQ(number(line, "i"), next[number(line, "t")]++);
}

TEST_F(LogTest, WhoLogsDoesNotWaitForAReaderAndWhatIsLostIsCounted) {
  constexpr std::int64_t written = 20'000;
  std::vector<codec::Json> lines;
  std::thread reader;
  {
    Log log(writer(), {.capacity = 8192, .farewell = std::chrono::hours(1)});
    // Nobody reads yet: pipe and buffer fill up, and the rest is counted.
    for (std::int64_t i = 0; i < written; ++i) log.write(LogLevel::info, "m", {{"i", i}});
    reader = std::thread([&] { lines = read_lines(); });
  }
  close_writer();
  reader.join();
  std::int64_t arrived = 0;
  std::int64_t dropped = 0;
  for (const auto& line : lines) {
    if (line.find("dropped") != nullptr) {
      dropped += number(line, "dropped");
    } else {
      ++arrived;
    }
  }
  EXPECT_GT(dropped, 0);
  EXPECT_EQ(arrived + dropped, written);
}

TEST_F(LogTest, AReaderThatTakesNothingDoesNotHoldUpTheEnd) {
  std::string fill(4096, 'x');
  ASSERT_EQ(::fcntl(writer(), F_SETFL, O_NONBLOCK), 0);
  while (::write(writer(), fill.data(), fill.size()) > 0) {
  }
  ASSERT_EQ(::fcntl(writer(), F_SETFL, 0), 0);
  {
    Log log(writer(), {.farewell = std::chrono::milliseconds(0)});
    log.write(LogLevel::info, "nobody reads this");
  }
  close_writer();
  EXPECT_EQ(read_all().find("nobody"), std::string::npos);
}

TEST_F(LogTest, AReaderThatIsGoneEndsNeitherTheLogNorTheProgram) {
  close_reader();
  EXPECT_EXIT(
      {
        {
          Log log(writer());
          for (int i = 0; i < 100; ++i) log.write(LogLevel::info, "m");
        }
        ::_exit(7);
      },
      testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace chancery::system
