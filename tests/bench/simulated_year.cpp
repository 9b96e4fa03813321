// What a year of daily refreshes leaves in a database: simulated_year URL [LOGINS [DAYS]]
// URL is sqlite:FILE or postgresql://…, a database of its own. 10,000 logins and 365 days when not
// given, which takes two minutes; a million takes hours.

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

void tell(int day, sql::Database& database, const SimulatedYear& year) {
  const auto rows = count_logins(database);
  const auto bytes = bytes_of_logins(database);
  std::cout << "day " << day << ": " << rows << " logins stored, " << year.began() << " so far; "
            << bytes / 1024 << " KiB, " << bytes / rows << " bytes a login\n"
            << std::flush;
}

void simulate(const std::string& url, std::size_t logins, int days) {
  const auto database = sql::Database::open(url);
  const bool is_sqlite = database->engine() == sql::Engine::sqlite;
  sql::Migrations(*database).up(samples::noon);
  sql::RefreshFamilyStore families(*database);
  sql::Housekeeping house(*database);

  const auto start = Steady::now();
  SimulatedYear year(
      {.families = families,
       .house = house,
       .refresh_all = [&](Instant now) { refresh_in_bulk(*database, now); },
       .count_logins = [&] { return static_cast<std::size_t>(count_logins(*database)); },
       .threads = 16},
      logins);
  for (int day = 0; day < days; ++day) {
    if (!is_sqlite) vacuum(url);
    if (day % 73 == 0) tell(day, *database, year);
    year.live_a_day();
  }
  if (!is_sqlite) vacuum(url);
  tell(days, *database, year);
  std::cout << "in "
            << std::chrono::duration_cast<std::chrono::seconds>(Steady::now() - start).count()
            << " s\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::cerr << "usage: simulated_year URL [LOGINS [DAYS]]\n";
    return 2;
  }
  const auto logins = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 10'000UL;
  const auto days = argc > 3 ? std::atoi(argv[3]) : 365;
  simulate(argv[1], logins, days);
}
