// Many writers, one COMMIT: who shares it, and what becomes of the others when one fails.

#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <thread>
#include <vector>

#include "adapters/sql/sqlite/shared_commits.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery::sql::sqlite {
namespace {

using namespace std::chrono_literals;
using Change = SharedCommits::Change;

constexpr Statement insert_note("INSERT INTO notes (id, body) VALUES ($1, $2)");
constexpr Statement update_note("UPDATE notes SET body = $1 WHERE id = $2");
constexpr Statement select_notes("SELECT id FROM notes ORDER BY id");
constexpr Statement select_page_count("PRAGMA page_count");
constexpr Statement select_page_limit("PRAGMA max_page_count");

class SharedCommitsTest : public testing::Test {
 protected:
  SharedCommitsTest() {
    Session(path, Access::write, 1s)
        .run_script("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  }

  static Change inserting(std::int64_t id, std::string body = "body", bool single = true) {
    return {.work =
                [id, body](sql::Session& session) {
                  return session.execute(insert_note, {id, body}) == 1;
                },
            .single_statement = single};
  }

  std::vector<std::int64_t> stored() {
    std::vector<std::int64_t> ids;
    for (auto& row : reader.query(select_notes, {})) ids.push_back(row.integer());
    return ids;
  }
  using Ids = std::vector<std::int64_t>;

  /// Runs `changes` as one batch, in their order, on threads of their own: a change before them
  /// holds the writer until all of them wait. Gives back what each caller got.
  std::vector<std::future<bool>> in_one_batch(std::vector<Change> changes) {
    std::latch held(1);
    std::latch go(1);
    auto first = std::async(std::launch::async, [&] {
      return writer.run({.work =
                             [&](sql::Session&) {
                               held.count_down();
                               go.wait();
                               return true;
                             },
                         .single_statement = true});
    });
    held.wait();
    std::vector<std::future<bool>> outcomes;
    for (auto& change : changes) {
      outcomes.push_back(
          std::async(std::launch::async, [this, change] { return writer.run(change); }));
      while (writer.waiting() < outcomes.size()) std::this_thread::yield();
    }
    go.count_down();
    for (auto& outcome : outcomes) outcome.wait();
    return outcomes;
  }

  /// Lets the file grow by no page from here on, and by any number again.
  static void limit_to_what_is_used(sql::Session& session) {
    const auto pages = session.query(select_page_count, {}).at(0).integer();
    session.run_script("PRAGMA max_page_count = " + std::to_string(pages));
  }
  static void lift_limit(sql::Session& session) {
    session.run_script("PRAGMA max_page_count = 1073741823");
  }

  TemporaryFolder folder;
  std::string path = folder.file("notes.db");
  int opened = 0;
  SharedCommits writer{[this] {
    ++opened;
    return std::make_unique<Session>(path, Access::write, 50ms);
  }};
  Session reader{path, Access::read, 50ms};
  const std::string too_long = std::string(100'000, 'x');
};

TEST_F(SharedCommitsTest, AnswersAfterTheCommit) {
  EXPECT_TRUE(writer.run(inserting(1)));
  EXPECT_EQ(stored(), Ids{1});
}

TEST_F(SharedCommitsTest, WhoeverWaitsSharesOneCommit) {
  const auto version = [&] {
    static constexpr Statement data_version("PRAGMA data_version");
    return reader.query(data_version, {}).at(0).integer();
  };
  static_cast<void>(stored());
  const auto before = version();
  in_one_batch({inserting(1), inserting(2), inserting(3), inserting(4)});
  EXPECT_EQ(stored(), (Ids{1, 2, 3, 4}));
  EXPECT_EQ(version(), before + 1);
}

TEST_F(SharedCommitsTest, AChangeThatSaysNoIsUndoneAlone) {
  const Change unwanted{.work =
                            [](sql::Session& session) {
                              session.execute(insert_note, {std::int64_t{2}, "unwanted"});
                              return false;
                            },
                        .single_statement = false};
  auto outcomes = in_one_batch({inserting(1), unwanted, inserting(3)});
  EXPECT_TRUE(outcomes[0].get());
  EXPECT_FALSE(outcomes[1].get());
  EXPECT_TRUE(outcomes[2].get());
  EXPECT_EQ(stored(), (Ids{1, 3}));
}

TEST_F(SharedCommitsTest, AChangeThatThrowsIsUndoneAloneAndOnlyItsCallerSees) {
  const Change throwing{.work = [](sql::Session& session) -> bool {
                          session.execute(insert_note, {std::int64_t{2}, "half"});
                          throw std::runtime_error("changed its mind");
                        },
                        .single_statement = false};
  const Change clashing{.work =
                            [](sql::Session& session) {
                              session.execute(insert_note, {std::int64_t{4}, "half"});
                              return session.execute(insert_note, {std::int64_t{1}, "again"}) == 1;
                            },
                        .single_statement = false};
  auto outcomes =
      in_one_batch({inserting(1), throwing, inserting(3), clashing, inserting(3), inserting(5)});
  EXPECT_TRUE(outcomes[0].get());
  EXPECT_THROW(outcomes[1].get(), std::runtime_error);
  EXPECT_TRUE(outcomes[2].get());
  EXPECT_THROW(outcomes[3].get(), UniqueViolation);
  EXPECT_THROW(outcomes[4].get(), UniqueViolation);
  EXPECT_TRUE(outcomes[5].get());
  EXPECT_EQ(stored(), (Ids{1, 3, 5}));
}

TEST_F(SharedCommitsTest, B39_B102_AFullDiskInMidBatchCommitsNothingOfIt) {
  ASSERT_TRUE(writer.run(inserting(1, "untouched")));
  const Change limiting{.work =
                            [](sql::Session& session) {
                              limit_to_what_is_used(session);
                              return true;
                            },
                        .single_statement = false};
  ASSERT_TRUE(writer.run(limiting));

  const Change updating{.work =
                            [](sql::Session& session) {
                              return session.execute(update_note, {"changed", std::int64_t{1}}) ==
                                     1;
                            },
                        .single_statement = true};
  auto outcomes = in_one_batch({updating, inserting(2), inserting(3, too_long), inserting(4),
                                inserting(5, "b", false), updating});
  for (auto& outcome : outcomes) EXPECT_THROW(outcome.get(), Unavailable);
  EXPECT_EQ(stored(), Ids{1});
  static constexpr Statement select_changed("SELECT count(*) FROM notes WHERE body = 'changed'");
  EXPECT_EQ(reader.query(select_changed, {}).at(0).integer(), 0);

  const Change lifting{.work =
                           [](sql::Session& session) {
                             lift_limit(session);
                             return true;
                           },
                       .single_statement = false};
  EXPECT_TRUE(writer.run(lifting));
  EXPECT_TRUE(writer.run(inserting(3, too_long)));
  EXPECT_EQ(stored(), (Ids{1, 3}));
}

TEST_F(SharedCommitsTest, B102_WorkThatHidesAFullDiskStillCommitsNothing) {
  const Change hiding{.work =
                          [this](sql::Session& session) {
                            session.execute(insert_note, {std::int64_t{2}, "before"});
                            limit_to_what_is_used(session);
                            try {
                              session.execute(insert_note, {std::int64_t{3}, too_long});
                            } catch (const Unavailable&) {
                            }
                            try {
                              session.execute(insert_note, {std::int64_t{4}, "after"});
                            } catch (const Unavailable&) {
                            }
                            return true;
                          },
                      .single_statement = true};
  EXPECT_THROW(writer.run(hiding), Unavailable);
  EXPECT_EQ(stored(), Ids{});
}

TEST_F(SharedCommitsTest, AWriterOfAnotherProcessIsWaitedForOnlySoLong) {
  Session other(path, Access::write, 50ms);
  static constexpr Statement begin("BEGIN IMMEDIATE");
  static constexpr Statement roll_back("ROLLBACK");
  other.control(begin);
  EXPECT_THROW(writer.run(inserting(1)), Unavailable);
  EXPECT_EQ(stored(), Ids{}) << "readers wait for nobody";
  other.control(roll_back);
  EXPECT_TRUE(writer.run(inserting(1)));
  EXPECT_EQ(stored(), Ids{1});
}

TEST_F(SharedCommitsTest, LosesNoChangeOfManyThreads) {
  constexpr int threads = 16;
  constexpr int each = 50;
  {
    std::vector<std::jthread> running;
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back([&, thread] {
        for (int i = 0; i < each; ++i) EXPECT_TRUE(writer.run(inserting(thread * each + i)));
      });
    }
  }
  EXPECT_EQ(stored().size(), std::size_t{threads * each});
  EXPECT_EQ(opened, 1);
}

}  // namespace
}  // namespace chancery::sql::sqlite
