#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/housekeeping.hpp"

namespace chancery::memory {

/// outbound::Housekeeping over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class Housekeeping final : public outbound::Housekeeping {
 public:
  explicit Housekeeping(Database& database) : database_(database) {}

  std::optional<Instant> kept_until() override;
  bool claim(const std::string& node, Instant now, Instant until) override;
  Swept sweep(const Order& order) override;
  Backlog backlog(const Order& order) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
