#pragma once

#include <string>
#include <vector>

namespace chancery::inbound {

/// What one look at the installation found.
struct Finding {
  /// What was looked at, a word or two: `database`, `clock`.
  std::string check;
  bool ok;
  /// What was seen. No secret.
  std::string message;
  /// What to do about it; empty when ok.
  std::string hint{};

  bool operator==(const Finding&) const = default;
};

/// Looks the installation over: configuration, database, keys, clock, issuer reachability.
class Diagnose {
 public:
  virtual ~Diagnose() = default;

  /// One finding a check, in the order of the checks. Throws nothing of its own accord: what is
  /// broken is a finding.
  [[nodiscard]] virtual std::vector<Finding> run() = 0;
};

}  // namespace chancery::inbound
