#include "app/password_findings.hpp"

#include <unistd.h>

#include <algorithm>

namespace chancery {
namespace {

using inbound::Finding;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// Hardly noticed by whoever logs in, felt by whoever guesses.
constexpr nanoseconds worth_it = milliseconds(100);
constexpr nanoseconds too_long = milliseconds(1000);

constexpr std::uint64_t least_memory = 7168;
constexpr std::uint64_t most_memory = std::uint64_t{1024} * 1024;
constexpr std::uint64_t step = 1024;

/// The memory, at as many passes, of which a hash takes that long, as far as a quarter of the
/// machine's suffices for all threads.
std::uint64_t memory_for(const HashMeasurement& measured) {
  const auto by_time = static_cast<double>(measured.cost.memory) *
                       static_cast<double>(worth_it.count()) /
                       static_cast<double>(std::max<std::int64_t>(measured.one.count(), 1));
  const auto by_memory = measured.memory / 4 / measured.threads;
  const auto memory = std::min(static_cast<std::uint64_t>(std::min(by_time, 1e12)), by_memory);
  return std::clamp(memory / step * step, least_memory, most_memory);
}

std::string advice(const HashMeasurement& measured) {
  return "CHANCERY_HASH_MEMORY=" + std::to_string(memory_for(measured));
}

std::string summary(const HashMeasurement& measured) {
  const auto per_second = static_cast<std::uint64_t>(
      1e9 * static_cast<double>(measured.threads) /
      static_cast<double>(std::max<std::int64_t>(measured.one.count(), 1)));
  return "a hash of " + std::to_string(measured.cost.memory) + " KiB in " +
         std::to_string(measured.cost.passes) + (measured.cost.passes == 1 ? " pass" : " passes") +
         " takes " + std::to_string(duration_cast<milliseconds>(measured.one).count()) +
         " ms here: " + std::to_string(per_second) + " logins a second on " +
         std::to_string(measured.threads) + (measured.threads == 1 ? " thread" : " threads");
}

}  // namespace

HashMeasurement measure(crypto::PasswordHasher& hasher,
                        const crypto::PasswordHasher::Limits& limits) {
  constexpr int times = 3;
  auto best = nanoseconds::max();
  for (int i = 0; i < times; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    std::ignore = hasher.hash(Secret("how long does this take?"));
    best = std::min<nanoseconds>(best, std::chrono::steady_clock::now() - begin);
  }
  const auto pages = static_cast<std::uint64_t>(std::max(::sysconf(_SC_PHYS_PAGES), 1L));
  const auto page = static_cast<std::uint64_t>(std::max(::sysconf(_SC_PAGESIZE), 1024L));
  return {
      .cost = limits.cost, .one = best, .threads = limits.threads, .memory = pages * (page / 1024)};
}

Finding hashing_finding(const HashMeasurement& measured) {
  constexpr auto check = "password hashes";
  const auto text = summary(measured);
  if (measured.cost.memory * std::uint64_t{measured.threads} > measured.memory / 2) {
    return {check, false, text + ", which together take more than half of the memory",
            "set CHANCERY_HASH_THREADS lower, or " + advice(measured)};
  }
  if (measured.one > too_long) {
    return {check, false, text, "nobody waits that long for a login: set " + advice(measured)};
  }
  // Within a third it is what it should be.
  if (memory_for(measured) * 3 < measured.cost.memory * std::uint64_t{4})
    return {check, true, text};
  return {check, true,
          text + "; if that is more than you need, " + advice(measured) +
              " makes guessing dearer, at about " +
              std::to_string(duration_cast<milliseconds>(
                                 measured.one * static_cast<std::int64_t>(memory_for(measured)) /
                                 measured.cost.memory)
                                 .count()) +
              " ms"};
}

Finding filter_finding(const blocklist::FilterFile& filter) {
  constexpr auto check = "password filter";
  const auto verified = filter.verify();
  if (!verified) {
    return {check, false, "the file of CHANCERY_PASSWORD_FILTER: " + verified.error(),
            "copy or build it anew: chancery password-filter build"};
  }
  return {check, true, std::to_string(filter.index().keys) + " passwords, every checksum is right"};
}

Finding census_finding(const std::vector<outbound::PasswordCount>& counts) {
  std::string message;
  for (const auto& [algorithm, accounts] : counts) {
    if (!message.empty()) message += ", ";
    message += std::to_string(accounts) + " of " + std::string(name_of(algorithm));
  }
  return {"passwords", true, message.empty() ? "no account has one" : message};
}

}  // namespace chancery
