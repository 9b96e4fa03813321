#pragma once

#include <cstdint>
#include <string>

#include "ports/outbound/entropy.hpp"

namespace chancery {

/// 128 random bits as 22 characters of base64url: an id that is never met twice. It does not begin
/// with a dash, for people hand ids to commands.
std::string random_id(outbound::Entropy& entropy);

/// Where an epoch starts: random, so that a record made anew under an old id revives no login.
std::int64_t random_epoch(outbound::Entropy& entropy);

}  // namespace chancery
