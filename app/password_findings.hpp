#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "adapters/blocklist/filter_file.hpp"
#include "adapters/crypto/password_hasher.hpp"
#include "ports/inbound/diagnose.hpp"
#include "ports/outbound/password_census.hpp"

namespace chancery {

/// What a machine takes for a password's hash.
struct HashMeasurement {
  Argon2Cost cost;
  std::chrono::nanoseconds one;  ///< one hash, on one thread
  std::size_t threads;           ///< that may hash at a time
  std::uint64_t memory;          ///< of the machine, in KiB
};

/// Hashes a few times. Throws Unavailable as a hasher does.
HashMeasurement measure(crypto::PasswordHasher& hasher,
                        const crypto::PasswordHasher::Limits& limits);

/// How many logins a second that is, and how much more a hash may cost; wrong if people wait for
/// one, or if the memory of all hashes at a time is more than half of the machine's. Pure.
inbound::Finding hashing_finding(const HashMeasurement& measured);

/// Whether every byte of a filter is as it was made. Reads the whole file.
inbound::Finding filter_finding(const blocklist::FilterFile& filter);

/// How many passwords are hashed with what, those that wait for their user's login named. Nothing
/// to mend. Pure.
inbound::Finding census_finding(const std::vector<outbound::PasswordCount>& counts);

}  // namespace chancery
