#pragma once

#include <string>
#include <vector>

namespace chancery::http {

/// What a client may send.
std::vector<std::string> accepted_samples();

struct RefusedSample {
  std::string name;
  std::string bytes;
  int status;
};

/// What must be answered with that status, and the connection closed: facts, attacks
/// B34, B96, B97 and B99.
std::vector<RefusedSample> refused_samples();

}  // namespace chancery::http
