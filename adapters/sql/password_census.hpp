#pragma once

#include "ports/outbound/password_census.hpp"

namespace chancery::sql {

class Database;

/// outbound::PasswordCensus over a SQL database. Reads two indexes and no account.
class PasswordCensus final : public outbound::PasswordCensus {
 public:
  explicit PasswordCensus(Database& database) : database_(database) {}

  std::vector<outbound::PasswordCount> count() override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
