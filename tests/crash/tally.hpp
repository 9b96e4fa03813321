#pragma once

#include <atomic>
#include <ostream>
#include <utility>

namespace chancery::crash {

/// What all clients of a load met together. Thread-safe.
struct Tally {
  using Count = std::atomic<long>;

  Count refreshes = 0;              ///< answers with a successor
  Count asked_twice = 0;            ///< tokens of which two answers were seen
  Count connects_refused = 0;       ///< nobody listened
  Count answers_lost = 0;           ///< the connection ended before the answer did
  std::atomic<bool> began = false;  ///< every login is there; only from then on:
  Count unavailable = 0;            ///< answers 503
  Count newcomers = 0;              ///< accounts that were made, logged in and out
  Count looks = 0;                  ///< at documents that need no database
  Count logins_lost = 0;            ///< no token in hand is worth anything any more
  Count logins_forked = 0;          ///< one token, two successors
  Count accounts_forgotten = 0;     ///< answered for, and not there
  Count logouts_forgotten = 0;      ///< answered for, and the token still worked
  Count surprises = 0;              ///< answers that nobody should give
};

/// A name and a number a line.
inline void print(const Tally& tally, std::ostream& out) {
  const std::pair<const char*, const Tally::Count&> counts[] = {
      {"refreshes", tally.refreshes},
      {"asked_twice", tally.asked_twice},
      {"connects_refused", tally.connects_refused},
      {"answers_lost", tally.answers_lost},
      {"unavailable", tally.unavailable},
      {"newcomers", tally.newcomers},
      {"looks", tally.looks},
      {"logins_lost", tally.logins_lost},
      {"logins_forked", tally.logins_forked},
      {"accounts_forgotten", tally.accounts_forgotten},
      {"logouts_forgotten", tally.logouts_forgotten},
      {"surprises", tally.surprises},
  };
  for (const auto& [name, count] : counts) out << name << ' ' << count << '\n';
}

}  // namespace chancery::crash
