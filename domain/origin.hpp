#pragma once

#include <string>

namespace chancery {

/// Where a request came from, as a person would recognise it in a list of logins.
struct Origin {
  /// The peer's address, or the client's as a trusted proxy forwarded it.
  std::string address;
  /// The User-Agent header, at most 256 bytes, printable ASCII.
  std::string user_agent;

  bool operator==(const Origin&) const = default;
};

}  // namespace chancery
