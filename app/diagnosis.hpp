#pragma once

#include "app/settings.hpp"
#include "ports/inbound/diagnose.hpp"

namespace chancery {

/// What `chancery doctor` looks at. Opens the database as any command does; asks the issuer over
/// HTTP, 3 s at most; signs in to the mail server, 30 s at most.
class Diagnosis final : public inbound::Diagnose {
 public:
  /// `settings` must outlive the diagnosis.
  explicit Diagnosis(const Settings& settings) : settings_(settings) {}

  std::vector<inbound::Finding> run() override;

 private:
  const Settings& settings_;
};

}  // namespace chancery
