#pragma once

#include <string>

namespace chancery {

/// What is wrong, for a person at a terminal: a line each. `hint` says what to do and may be empty.
/// Holds no secret, and no value that might contain one.
struct Complaint {
  std::string message;
  std::string hint{};

  bool operator==(const Complaint&) const = default;
};

}  // namespace chancery
