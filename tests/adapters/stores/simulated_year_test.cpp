// A year of logins that are refreshed daily leaves a store no larger than its live logins need, and
// a login takes no more room however often it was refreshed.

#include "tests/adapters/stores/simulated_year.hpp"

#include "tests/adapters/stores/stored_size.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t logins = 300;
constexpr int days = 365;

void expect_a_year(const SimulatedYear& year, std::size_t left) {
  EXPECT_GE(year.began(), logins * 4) << "each lasts for 90 days";
  EXPECT_EQ(year.began() - year.removed(), logins);
  EXPECT_EQ(left, logins);
}

TEST(SimulatedYearInMemory, LeavesTheLiveLoginsOnly) {
  MemoryStores stores;
  stores.database.with([](memory::Tables& tables) {
    tables.clients.emplace(samples::client().id, samples::client());
    for (std::size_t i = 0; i < 8 * logins; ++i) {
      const auto id = SimulatedYear::user_of(i);
      tables.users.try_emplace(id, samples::user(id.value()), std::nullopt);
    }
  });
  const auto refresh_all = [&](Instant now) {
    stores.database.with([&](memory::Tables& tables) {
      for (auto& [id, login] : tables.families) {
        const bool is_over = now >= refresh_expires_at(login, SimulatedYear::idle_lifetime);
        if (!is_over && !SimulatedYear::is_forgotten(id)) login.rotated_at = now;
      }
    });
  };
  const auto count = [&] { return stores.database.snapshot().families.size(); };
  SimulatedYear year({stores.families, stores.housekeeping, refresh_all, count}, logins);
  for (int day = 0; day < days; ++day) year.live_a_day();
  expect_a_year(year, count());
}

TEST(SimulatedYearOnSqlite, LeavesTheLiveLoginsOnlyAndNeedsNoMoreRoom) {
  SqliteStores stores;
  const auto count = [&] { return static_cast<std::size_t>(count_logins(*stores.database)); };
  const auto refresh_all = [&](Instant now) { refresh_in_bulk(*stores.database, now); };
  SimulatedYear year({stores.families, stores.housekeeping, refresh_all, count, 16}, logins);
  const auto at_the_start = bytes_of_logins(*stores.database);
  for (int day = 0; day < days; ++day) year.live_a_day();
  expect_a_year(year, count());
  EXPECT_LE(bytes_of_logins(*stores.database), at_the_start * 3 / 2);
}

template <class Stores>
class RoomOfALogin : public testing::Test {
 protected:
  static constexpr int count = 64;

  void refresh_until(int generation) {
    while (generation_ < generation) {
      ++generation_;
      stores.database->execute(
          refresh_each,
          {"digest-" + std::to_string(generation_) + std::string(30, 'd'),
           std::int64_t{generation_}, std::string(43, static_cast<char>('a' + generation_ % 26)),
           samples::noon + Lifetime(generation_), "192.0.2." + std::to_string(generation_ % 250),
           "Agent/1.0 (a while later)"});
    }
  }
  std::int64_t bytes() {
    if (stores.database->engine() == sql::Engine::postgresql) {
      static_cast<void>(stores.database->query(vacuum, {}));
    }
    return bytes_of_logins(*stores.database) / count;
  }

  Stores stores;

 private:
  static constexpr sql::Statement refresh_each{
      "UPDATE refresh_families SET current_digest = $1, generation = $2, seed = $3,"
      " rotated_at = $4, used_address = $5, used_agent = $6"};
  static constexpr sql::Statement vacuum{"VACUUM refresh_families"};
  int generation_ = 0;
};
TYPED_TEST_SUITE(RoomOfALogin, EveryKindOfSqlStores);

TYPED_TEST(RoomOfALogin, IsTheSameAfterAHundredAndTenThousandRefreshes) {
  for (int i = 0; i < this->count; ++i) {
    this->stores.families.add(samples::family(SimulatedYear::id_of(i).value()),
                              samples::event(AuditType::login_succeeded));
  }
  this->refresh_until(100);
  const auto after_few = this->bytes();
  this->refresh_until(10'000);
  const auto after_many = this->bytes();
  this->RecordProperty("bytes_after_100", static_cast<int>(after_few));
  this->RecordProperty("bytes_after_10000", static_cast<int>(after_many));
  EXPECT_LE(after_many, after_few * 3 / 2) << after_few << " bytes before";
  EXPECT_EQ(count_logins(*this->stores.database), this->count) << "rows per session: one";
}

}  // namespace
}  // namespace chancery
