// How many rotations and finds a store does in a second: stores_bench URL THREADS SECONDS

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

#include "adapters/sql/client_store.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/migrations.hpp"
#include "adapters/sql/refresh_family_store.hpp"
#include "adapters/sql/user_store.hpp"
#include "tests/adapters/stores/samples.hpp"

namespace {

using namespace chancery;
using Steady = std::chrono::steady_clock;

double per_second(int threads, std::chrono::seconds duration,
                  const std::function<void(int thread, int round)>& work) {
  std::atomic<long> done = 0;
  const auto start = Steady::now();
  {
    std::vector<std::jthread> running;
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back([&, thread] {
        int round = 0;
        while (Steady::now() - start < duration) work(thread, round++);
        done += round;
      });
    }
  }
  return static_cast<double>(done) / std::chrono::duration<double>(Steady::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: stores_bench URL THREADS SECONDS\n";
    return 2;
  }
  const int threads = std::atoi(argv[2]);
  const std::chrono::seconds duration(std::atoi(argv[3]));
  const auto database = sql::Database::open(argv[1]);
  sql::Migrations(*database).up(samples::noon);
  sql::RefreshFamilyStore families(*database);
  sql::UserStore users(*database);
  sql::ClientStore clients(*database);

  const auto event = samples::event(AuditType::login_succeeded);
  users.remove(samples::user().id, event);
  static_cast<void>(users.add(samples::user(), std::nullopt, event));
  static_cast<void>(clients.add(samples::client(), event));
  const auto id = [](int thread) { return FamilyId("bench-" + std::to_string(thread)); };
  for (int thread = 0; thread < threads; ++thread) {
    families.end(id(thread), event);
    families.add(samples::family(id(thread).value()), event);
  }

  std::atomic<int> lost = 0;
  const auto rotations = per_second(threads, duration, [&](int thread, int round) {
    const bool won = families.rotate(
        id(thread), {.from = TokenDigest("digest-" + std::to_string(round)),
                     .to = TokenDigest("digest-" + std::to_string(round + 1)),
                     .generation = static_cast<std::uint32_t>(round),
                     .seed = "0123456789012345678901234567890123456789012",
                     .rotated_at = samples::noon,
                     .used_from = {"192.0.2.1", "Mozilla/5.0 (X11; Linux x86_64)"}});
    if (!won) ++lost;
  });
  const auto finds = per_second(
      threads, duration, [&](int thread, int) { static_cast<void>(families.find(id(thread))); });
  std::cout << threads << " threads: " << static_cast<long>(rotations) << " rotations/s, "
            << static_cast<long>(finds) << " finds/s, " << lost << " lost\n";
}
