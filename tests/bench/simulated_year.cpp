// What a year of daily refreshes leaves in a database: simulated_year URL [LOGINS [DAYS]]
// URL is sqlite:FILE or postgresql://…, a database of its own. 5,000 logins and 365 days when not
// given. The last line: result STORED BEGAN BYTES_AT_START BYTES_AT_END SECONDS; the
// logins that are stored, those that began in all, and the bytes that each takes.

#include "tests/adapters/stores/simulated_year.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "adapters/sql/client_store.hpp"
#include "adapters/sql/housekeeping.hpp"
#include "adapters/sql/migrations.hpp"
#include "adapters/sql/refresh_family_store.hpp"
#include "tests/adapters/stores/stored_size.hpp"

namespace {

using namespace chancery;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

/// What autovacuum does on its own, in time that is not simulated.
void vacuum(const std::string& url) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(
      PQexec(connection.get(), "VACUUM ANALYZE refresh_families"), PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
}

/// What a live login takes, in bytes.
std::int64_t tell(int day, sql::Database& database, const SimulatedYear& year) {
  const auto rows = count_logins(database);
  const auto bytes = bytes_of_logins(database) / rows;
  std::cout << "day " << day << ": " << rows << " logins stored of " << year.began() << " so far, "
            << bytes << " bytes each\n"
            << std::flush;
  return bytes;
}

void simulate(const std::string& url, std::size_t logins, int days) {
  const auto database = sql::Database::open(url);
  const bool is_sqlite = database->engine() == sql::Engine::sqlite;
  sql::Migrations(*database).up(samples::noon);
  sql::RefreshFamilyStore families(*database);
  sql::Housekeeping house(*database);
  const auto count = [&] { return static_cast<std::size_t>(count_logins(*database)); };
  const auto refresh_all = [&](Instant now) { refresh_in_bulk(*database, now); };

  const auto start = Steady::now();
  SimulatedYear year({families, house, refresh_all, count, 16}, logins);
  if (!is_sqlite) vacuum(url);
  const auto before = tell(0, *database, year);
  for (int day = 1; day <= days; ++day) {
    year.live_a_day();
    if (!is_sqlite) vacuum(url);
    if (day % 73 == 0) tell(day, *database, year);
  }
  const auto after = tell(days, *database, year);
  const auto took = std::chrono::round<std::chrono::seconds>(Steady::now() - start);
  std::cout << "result " << count_logins(*database) << ' ' << year.began() << ' ' << before << ' '
            << after << ' ' << took.count() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::cerr << "usage: simulated_year URL [LOGINS [DAYS]]\n";
    return 2;
  }
  const auto logins = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 5000UL;
  const auto days = argc > 3 ? std::atoi(argv[3]) : 365;
  simulate(argv[1], logins, days);
}
