// What is read when somebody asks for the metrics.

#include "app/metrics/metrics_report.hpp"

#include "adapters/metrics/catalogue.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"
#include "tests/support/exposition.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using Labels = std::map<std::string, std::string>;

class MetricsReportTest : public crypto::RingFixture {
 protected:
  [[nodiscard]] test::Exposition text() {
    MetricsReport report(registry, {.server = [this] { return load; },
                                    .pool = [this] { return pool; },
                                    .breaker = [this] { return breaker; },
                                    .hashes = [this] { return hashes; },
                                    .housekeeping = [this] { return housekeeping; },
                                    .keys = ring,
                                    .clock = clock,
                                    .signing_key_lifetime = 90 * 24h});
    return test::Exposition(report.exposition());
  }
  /// Of the ES256 key.
  double key_value(const char* name) { return text().value(name, {{"use", "ES256"}}); }

  metrics::Registry registry;
  http::ServerLoad load{};
  sql::PoolUse pool{};
  breaker::Vitals breaker{};
  crypto::HashPlaces::Load hashes{};
  Housekeeper::Figures housekeeping{};
};

TEST_F(MetricsReportTest, TellsTheLoad) {
  load = {.connections = 1,
          .accepted_total = 2,
          .turned_away_total = 3,
          .general = {.waiting = 4, .running = 5},
          .hashing = {.waiting = 6, .running = 7}};
  const auto report = text();
  const auto in_flight = [&](const char* lane, const char* state) {
    return report.value("chancery_http_requests_in_flight", {{"lane", lane}, {"state", state}});
  };
  EXPECT_EQ(report.value("chancery_http_connections"), 1);
  EXPECT_EQ(report.value("chancery_http_connections_accepted_total"), 2);
  EXPECT_EQ(report.value("chancery_http_connections_turned_away_total"), 3);
  EXPECT_EQ(in_flight("general", "waiting"), 4);
  EXPECT_EQ(in_flight("general", "running"), 5);
  EXPECT_EQ(in_flight("hashing", "waiting"), 6);
  EXPECT_EQ(in_flight("hashing", "running"), 7);
}

TEST_F(MetricsReportTest, TellsHowTheDatabaseIsUsed) {
  pool = {.lent = 1, .idle = 2, .waits_total = 3, .waited_total = 1500ms};
  breaker = {.state = breaker::State::half_open, .opened_total = 4, .rejected_total = 5};
  const auto report = text();
  EXPECT_EQ(report.value("chancery_database_sessions", {{"state", "lent"}}), 1);
  EXPECT_EQ(report.value("chancery_database_sessions", {{"state", "idle"}}), 2);
  EXPECT_EQ(report.value("chancery_database_session_waits_total"), 3);
  EXPECT_EQ(report.value("chancery_database_session_wait_seconds_total"), 1.5);
  EXPECT_EQ(report.value("chancery_database_breaker_state", {{"state", "half_open"}}), 1);
  EXPECT_EQ(report.value("chancery_database_breaker_state", {{"state", "closed"}}), 0);
  EXPECT_EQ(report.value("chancery_database_breaker_opened_total"), 4);
  EXPECT_EQ(report.value("chancery_database_breaker_rejections_total"), 5);
}

TEST_F(MetricsReportTest, TellsOfHashesInSeconds) {
  hashes = {.waiting = 1,
            .running = 2,
            .worked_total = 3,
            .refused_total = 4,
            .work_time = 250ms,
            .wait_time = 2s};
  const auto report = text();
  EXPECT_EQ(report.value("chancery_password_hashes_in_flight", {{"state", "waiting"}}), 1);
  EXPECT_EQ(report.value("chancery_password_hashes_in_flight", {{"state", "running"}}), 2);
  EXPECT_EQ(report.value("chancery_password_hashes_total"), 3);
  EXPECT_EQ(report.value("chancery_password_hash_refusals_total"), 4);
  EXPECT_EQ(report.value("chancery_password_hash_seconds_total"), 0.25);
  EXPECT_EQ(report.value("chancery_password_hash_wait_seconds_total"), 2);
}

TEST_F(MetricsReportTest, ABacklogThatIsNotKnownIsNotTold) {
  housekeeping = {.removed_total = 5};
  EXPECT_FALSE(text().metrics().contains("chancery_housekeeping_backlog"));
  EXPECT_EQ(text().value("chancery_housekeeping_removed_total"), 5);
  housekeeping.backlog = 7;
  EXPECT_EQ(text().value("chancery_housekeeping_backlog"), 7);
}

TEST_F(MetricsReportTest, TellsWhatPasswordsAreHashedWith) {
  EXPECT_FALSE(text().metrics().contains("chancery_password_hashes"));
  housekeeping.passwords = {{PasswordAlgorithm::argon2id, 5}, {PasswordAlgorithm::bcrypt, 7}};
  EXPECT_EQ(text().value("chancery_password_hashes", {{"algorithm", "argon2id"}}), 5);
  EXPECT_EQ(text().value("chancery_password_hashes", {{"algorithm", "bcrypt"}}), 7);
}

TEST_F(MetricsReportTest, KeysAgeAndAreSucceededAfterTheirLifetimeOrWhenTheNextOneIsDue) {
  stored[0].record.activates_at = crypto::noon - 24h;
  ring.replace(stored);
  EXPECT_EQ(key_value("chancery_key_age_seconds"), 24 * 3600);
  EXPECT_EQ(key_value("chancery_key_successor_seconds"), 89 * 24 * 3600);

  stored.push_back(store("es-2", KeyUse::sign_es256, KeyState::next,
                         crypto::SigningKey::generate(SignatureAlgorithm::ES256).pkcs8()));
  stored.back().record.activates_at = crypto::noon + 60s;
  ring.replace(stored);
  EXPECT_EQ(key_value("chancery_key_successor_seconds"), 60);
  clock.at += 61s;
  EXPECT_EQ(key_value("chancery_key_successor_seconds"), -1);
}

TEST_F(MetricsReportTest, OnlyKeysThatHaveSuccessorsAreTold) {
  EXPECT_EQ(text().metrics().at("chancery_key_age_seconds").series.size(), 5U);
  ring.replace({});
  EXPECT_FALSE(text().metrics().contains("chancery_key_age_seconds"));
}

TEST_F(MetricsReportTest, NamesTheVersionAndWhenItBegan) {
  const auto report = text();
  EXPECT_EQ(report.value("process_start_time_seconds"), crypto::noon.time_since_epoch().count());
  const auto& build = report.metrics().at("chancery_build_info").series.front();
  EXPECT_EQ(build.value, 1);
  EXPECT_FALSE(build.labels.at("version").empty());
}

}  // namespace
}  // namespace chancery
