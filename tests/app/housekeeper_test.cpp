// The thread that keeps house: goes on at its pace, and survives a database that is away.

#include "app/housekeeper.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <iterator>

#include "ports/unavailable.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;

/// Answers with what it was given, then says so.
struct House final : inbound::KeepHouse {
  std::vector<std::function<Swept()>> answers;
  std::vector<std::size_t> limits;
  std::promise<void> finished;

  Swept sweep(std::size_t limit) override {
    limits.push_back(limit);
    if (limits.size() == answers.size()) finished.set_value();
    if (limits.size() > answers.size()) return {};
    return answers[limits.size() - 1]();
  }
  Backlog backlog() override { return {.waiting = 42}; }
};

struct Census final : outbound::PasswordCensus {
  int times = 0;

  std::vector<outbound::PasswordCount> count() override {
    ++times;
    return {{PasswordAlgorithm::bcrypt, 3}};
  }
};

Swept some() { return {.removed = 7, .more = true}; }
Swept none() { return {}; }
Swept away() { throw Unavailable("the database is away"); }

class HousekeeperTest : public testing::Test {
 protected:
  /// Runs the thread until the house has given its last answer; what was logged.
  std::string run(House& house, system::LogLevel level, SweepPace first,
                  Housekeeper::Figures* figures = nullptr) {
    const auto path = folder / "log";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    {
      system::Log log(file, {.level = level});
      const Housekeeper housekeeper(house, census, log, first);
      house.finished.get_future().wait();
      if (figures) *figures = housekeeper.figures();
    }
    ::close(file);
    std::ifstream text(path);
    return {std::istreambuf_iterator<char>(text), {}};
  }

  TemporaryFolder folder;
  Census census;
};

TEST_F(HousekeeperTest, SweepsOnWhileThereIsMoreAndTellsTheBacklog) {
  House house;
  house.answers = {some, some, none};
  const auto log = run(house, system::LogLevel::debug, {.limit = 20, .pause = 0ms});
  ASSERT_GE(house.limits.size(), 3U);
  EXPECT_EQ(house.limits[0], 20U);
  EXPECT_NE(log.find(R"("removed":7,"waiting":42)"), std::string::npos) << log;
}

TEST_F(HousekeeperTest, TellsWhatItRemovedAndWhatWaits) {
  House house;
  house.answers = {some, some, none};
  Housekeeper::Figures figures;
  run(house, system::LogLevel::info, {.limit = 20, .pause = 0ms}, &figures);
  EXPECT_EQ(figures.removed_total, 14U);
  EXPECT_EQ(figures.backlog, 42U);
}

TEST_F(HousekeeperTest, CountsPasswordsOnceInAWhile) {
  House house;
  house.answers = {some, some, some, none};
  Housekeeper::Figures figures;
  run(house, system::LogLevel::info, {.limit = 20, .pause = 0ms}, &figures);
  EXPECT_EQ(figures.passwords,
            (std::vector<outbound::PasswordCount>{{PasswordAlgorithm::bcrypt, 3}}));
  EXPECT_EQ(census.times, 1);
}

TEST_F(HousekeeperTest, KnowsNoBacklogWhileTheDatabaseIsAway) {
  House house;
  house.answers = {away};
  Housekeeper::Figures figures;
  run(house, system::LogLevel::error, {.limit = 20, .pause = 0ms}, &figures);
  EXPECT_FALSE(figures.backlog);
}

TEST_F(HousekeeperTest, SaysNothingUnlessItIsAskedTo) {
  House house;
  house.answers = {some, none};
  EXPECT_EQ(run(house, system::LogLevel::info, {.limit = 20, .pause = 0ms}), "");
}

TEST_F(HousekeeperTest, AFailureIsToldAndSurvived) {
  House house;
  house.answers = {away};
  const auto log = run(house, system::LogLevel::info, {.limit = 20, .pause = 0ms});
  EXPECT_NE(log.find("housekeeping fails"), std::string::npos) << log;
  EXPECT_NE(log.find("the database is away"), std::string::npos) << log;
}

TEST_F(HousekeeperTest, StopsAtOnceHoweverLongItWasToWait) {
  House house;
  system::Log log(STDERR_FILENO, {.level = system::LogLevel::error});
  {
    const Housekeeper housekeeper(house, census, log, {.limit = 20, .pause = 24h});
  }
  EXPECT_TRUE(house.limits.empty());
}

}  // namespace
}  // namespace chancery
