#pragma once

#include "ports/outbound/housekeeping.hpp"

namespace chancery::sql {

class Database;

/// outbound::Housekeeping over a SQL database. A sweep is one transaction, and looks at nothing but
/// what an index says is due: docs/decisions/logins-are-looked-at-when-due.md.
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

}  // namespace chancery::sql
