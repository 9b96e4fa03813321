#pragma once

#include "adapters/sql/database.hpp"
#include "ports/outbound/user_transfer.hpp"

namespace chancery::sql {

/// outbound::UserTransfer over a sql::Database.
class UserTransfer final : public outbound::UserTransfer {
 public:
  explicit UserTransfer(Database& database) : database_(database) {}

  std::vector<outbound::ArrivalOutcome> add(std::span<const outbound::Arrival> arrivals) override;
  std::vector<outbound::ArrivalOutcome> foresee(
      std::span<const outbound::Arrival> arrivals) override;
  std::vector<outbound::UserCredentials> page(const std::optional<UserId>& after,
                                              std::size_t limit) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
