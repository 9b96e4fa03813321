#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sql/database.hpp"
#include "adapters/sql/session.hpp"
#include "ports/outbound/housekeeping.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "tests/adapters/stores/samples.hpp"

namespace chancery {

/// Days in the life of an authority, on a clock of its own: every live login is refreshed daily
/// except a few whose app was forgotten, housekeeping removes what has ended, and as many people
/// log in anew.
class SimulatedYear {
 public:
  static constexpr Lifetime idle_lifetime = std::chrono::hours(24 * 30);
  static constexpr Lifetime absolute_lifetime = std::chrono::hours(24 * 90);

  struct Store {
    outbound::RefreshFamilyStore& families;
    outbound::Housekeeping& house;
    /// Refreshes what is live at that instant and not forgotten.
    std::function<void(Instant now)> refresh_all;
    std::function<std::size_t()> count_logins;
    /// How many add logins at a time.
    int threads = 1;
  };

  SimulatedYear(Store store, std::size_t logins) : store_(std::move(store)), logins_(logins) {
    // They did not all begin today.
    add(logins, [](std::size_t i) { return std::chrono::hours(24 * (i % 90)); });
    sweep();
  }

  void live_a_day() {
    now_ += std::chrono::hours(24);
    store_.refresh_all(now_);
    sweep();
    const auto left = store_.count_logins();
    if (left < logins_) add(logins_ - left, [](std::size_t) { return std::chrono::hours(0); });
  }

  [[nodiscard]] Instant now() const { return now_; }
  /// How many logins there have been.
  [[nodiscard]] std::size_t began() const { return began_; }
  [[nodiscard]] std::size_t removed() const { return removed_; }

  /// Logins whose app was forgotten: one of 64.
  static bool is_forgotten(const FamilyId& id) { return id.value()[1] == 'z'; }

  /// 22 letters as random as those of real ids, the same in every run.
  static FamilyId id_of(std::uint64_t number) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string id;
    for (std::uint64_t i = 0; i < 22; ++i) {
      auto mixed = (number + 1) * 0x9e3779b97f4a7c15U + i * 0xbf58476d1ce4e5b9U;
      mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
      mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
      id += letters[(mixed >> 31U) % letters.size()];
    }
    return FamilyId(id);
  }

  /// Whose the login is: everybody has a few.
  static UserId user_of(std::uint64_t number) {
    return UserId(id_of(number % 1'000'000 + (std::uint64_t{1} << 40U)).value());
  }

 private:
  template <class Age>
  void add(std::size_t count, Age age) {
    std::vector<std::jthread> threads;
    const auto step = static_cast<std::size_t>(store_.threads);
    for (std::size_t first = 0; first < step; ++first) {
      threads.emplace_back([=, this] {
        for (auto i = first; i < count; i += step) add_one(began_ + i, age(i));
      });
    }
    threads.clear();
    began_ += count;
  }

  void add_one(std::size_t number, Lifetime age) {
    auto login = samples::family(id_of(number).value());
    login.user = user_of(number);
    login.authenticated_at = now_ - age;
    login.expires_at = now_ - age + absolute_lifetime;
    login.generation = 0;
    login.current = TokenDigest(id_of(number).value() + "012345678901234567890");
    login.seed = "012345678901234567890" + id_of(number).value();
    login.rotated_at = now_;
    login.login_address = "2001:db8::" + std::to_string(number % 9000);
    login.last_used_from = {
        login.login_address,
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"};
    store_.families.add(login, {.type = AuditType::login_succeeded, .at = now_});
  }

  void sweep() {
    Swept swept;
    do {
      swept = store_.house.sweep({.over_at = now_, .idle_lifetime = idle_lifetime, .limit = 500});
      removed_ += swept.removed;
    } while (swept.more);
  }

  Store store_;
  std::size_t logins_;
  Instant now_ = samples::noon;
  std::size_t began_ = 0;
  std::size_t removed_ = 0;
};

/// What a refresh writes, for a stretch of ids at a time: as many requests would in that while.
inline void refresh_in_bulk(sql::Database& database, Instant now) {
  constexpr std::string_view letters =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz{";
  const auto at = std::to_string(now.time_since_epoch().count());
  const auto idle_since =
      std::to_string((now - SimulatedYear::idle_lifetime).time_since_epoch().count());
  const bool is_sqlite = database.engine() == sql::Engine::sqlite;
  const std::string prologue = is_sqlite ? "" : "SET LOCAL statement_timeout = 0;";
  for (std::size_t i = 0; i + 1 < letters.size(); ++i) {
    const auto script = prologue +
                        "UPDATE refresh_families SET current_digest = substr(current_digest, 2) ||"
                        " substr(current_digest, 1, 1), generation = generation + 1,"
                        " seed = substr(seed, 2) || substr(seed, 1, 1), rotated_at = " +
                        at + ", used_address = '192.0.2.' || (generation % 250) WHERE id >= '" +
                        letters[i] + "' AND id < '" + letters[i + 1] +
                        "' AND substr(id, 2, 1) <> 'z' AND expires_at > " + at +
                        " AND rotated_at > " + idle_since;
    database.transact([&](sql::Session& session) {
      session.run_script(script);
      return true;
    });
  }
}

}  // namespace chancery
