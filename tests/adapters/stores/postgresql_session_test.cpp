// Several statements in one round trip: all of them or none.

#include "adapters/sql/postgresql/session.hpp"

#include "adapters/sql/postgresql/errors.hpp"
#include "tests/adapters/stores/stores.hpp"
#include "tests/support/cutting_proxy.hpp"

namespace chancery::sql::postgresql {
namespace {

using namespace std::chrono_literals;
using Access = Session::Access;
using Answer = SharedTrips::Answer;
using Call = SharedTrips::Call;

constexpr Statement insert_note("INSERT INTO notes (id) VALUES ($1)");
constexpr Statement delete_notes("DELETE FROM notes WHERE id >= $1");
constexpr Statement select_notes("SELECT id FROM notes ORDER BY id");
constexpr Statement select_from("SELECT id FROM notes WHERE id >= $1 ORDER BY id");
constexpr Statement count_transactions("SELECT count(DISTINCT xmin::text) FROM notes");
constexpr Statement select_timeout("SELECT current_setting('statement_timeout')");

class PostgresqlSession : public testing::TestWithParam<bool> {
 protected:
  PostgresqlSession() {
    direct->run_script("CREATE TABLE notes (id BIGINT PRIMARY KEY); INSERT INTO notes VALUES (1)");
  }

  [[nodiscard]] static std::unique_ptr<Session> connect(const std::string& url, bool prepared) {
    return std::make_unique<Session>(
        Url(url),
        Session::Settings{
            .prepared_statements = prepared, .call_time = 10s, .lifetime = 1h, .trusted_idle = 1h});
  }

  using Ids = std::vector<std::int64_t>;
  Ids notes() {
    Ids ids;
    for (auto& row : direct->query(select_notes, {})) ids.push_back(row.integer());
    return ids;
  }
  std::int64_t transactions() { return direct->query(count_transactions, {}).at(0).integer(); }

  std::string url = PostgresServer::instance().new_schema();
  std::unique_ptr<Session> direct = connect(url, true);
  std::unique_ptr<Session> session = connect(url, GetParam());
};

TEST_P(PostgresqlSession, EachOfManyCallsGetsItsOwnAnswerAndAllAreOneTransaction) {
  for (const std::int64_t first : {2, 12}) {  // the second time the statements are known
    direct->execute(delete_notes, {std::int64_t{2}});
    const Call a{"a", insert_note, {first}};
    const Call b{"b", insert_note, {first + 1}};
    const Call c{"c", delete_notes, {first + 5}};
    const auto answers = session->run_together({&a, &b, &c}, Access::write);
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_EQ(answers[0].affected, 1);
    EXPECT_EQ(answers[1].affected, 1);
    EXPECT_EQ(answers[2].affected, 0);
    EXPECT_EQ(notes(), (Ids{1, first, first + 1}));
    EXPECT_EQ(transactions(), 2) << "that of the note before, and theirs";
  }
}

TEST_P(PostgresqlSession, EachOfManyReadsGetsItsOwnRows) {
  const Call all{"a", select_from, {std::int64_t{0}}};
  const Call none{"b", select_from, {std::int64_t{2}}};
  auto answers = session->run_together({&none, &all, &none}, Access::read);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_TRUE(answers[0].rows.empty());
  EXPECT_EQ(answers[1].rows.at(0).integer(), 1);
  EXPECT_TRUE(answers[2].rows.empty());
}

TEST_P(PostgresqlSession, WhenOneFailsNoneWasDoneAndTheSessionGoesOn) {
  const Call good{"a", insert_note, {std::int64_t{2}}};
  const Call taken{"b", insert_note, {std::int64_t{1}}};
  const Call after{"c", insert_note, {std::int64_t{3}}};
  EXPECT_THROW(session->run_together({&good, &taken, &after}, Access::write), UniqueViolation);
  EXPECT_EQ(notes(), Ids{1});
  EXPECT_TRUE(session->may_be_kept());
  EXPECT_EQ(session->run_together({&good}, Access::write).at(0).affected, 1);
  EXPECT_EQ(notes(), (Ids{1, 2}));
}

TEST_P(PostgresqlSession, WritesAreBoundedByTheServersTimeoutsInEitherMode) {
  const Call first{"a", select_timeout, {}};
  const Call second{"b", select_timeout, {}};
  auto answers = session->run_together({&first, &second}, Access::write);
  EXPECT_EQ(answers.at(0).rows.at(0).text(), "2s");
  EXPECT_EQ(answers.at(1).rows.at(0).text(), "2s");
}

TEST_P(PostgresqlSession, WhenTheConnectionIsLostTheOutcomeIsUnknown) {
  CuttingProxy proxy(PostgresServer::instance().socket_folder());
  static constexpr Statement insert_told("INSERT INTO notes SELECT $1 WHERE $2 = 'told'");
  for (const auto cut : {CuttingProxy::Cut::answer, CuttingProxy::Cut::request}) {
    direct->execute(delete_notes, {std::int64_t{2}});
    const auto through_proxy = connect(proxy.url(url), GetParam());
    const Call a{"a", insert_note, {std::int64_t{2}}};
    const Call b{"b", insert_told, {std::int64_t{3}, "told"}};
    static_cast<void>(through_proxy->run_together({&a, &b}, Access::write));
    direct->execute(delete_notes, {std::int64_t{2}});

    proxy.cut_at("told", cut);
    EXPECT_THROW(through_proxy->run_together({&a, &b}, Access::write), ConnectionLost);
    EXPECT_TRUE(proxy.has_cut());
    EXPECT_TRUE(through_proxy->leads_nowhere());
    EXPECT_EQ(notes(), cut == CuttingProxy::Cut::answer ? (Ids{1, 2, 3}) : Ids{1});
  }
}

INSTANTIATE_TEST_SUITE_P(Statements, PostgresqlSession, testing::Bool(),
                         [](const auto& mode) { return mode.param ? "prepared" : "sent_whole"; });

}  // namespace
}  // namespace chancery::sql::postgresql
