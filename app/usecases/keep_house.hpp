#pragma once

#include <string>

#include "ports/inbound/keep_house.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/housekeeping.hpp"

namespace chancery {

/// One node keeps house for all: each tries to get the lease, who has it renews it.
class KeepHouse final : public inbound::KeepHouse {
 public:
  struct Ports {
    outbound::Housekeeping& records;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  KeepHouse(Ports ports, Lifetime idle_lifetime) : ports_(ports), idle_lifetime_(idle_lifetime) {}

  Swept sweep(std::size_t limit) override;
  Backlog backlog() override;

 private:
  [[nodiscard]] outbound::Housekeeping::Order order(Instant now, std::size_t limit) const;
  bool holds_lease(Instant now);
  /// Whether the clock goes on from where housekeeping was; if it does not, whether it has gone on
  /// from there for an hour.
  bool believes(Instant now);

  Ports ports_;
  Lifetime idle_lifetime_;
  /// Random, drawn when it is first needed.
  std::string node_{};
  Instant lease_expires_at_{};
  /// Given while the clock has yet to prove itself.
  std::optional<Instant> believed_from_{};
};

}  // namespace chancery
