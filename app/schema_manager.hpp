#pragma once

#include <memory>

#include "adapters/sql/database.hpp"
#include "ports/inbound/manage_schema.hpp"
#include "ports/outbound/clock.hpp"

namespace chancery {

/// The schema of one database, for the `migrate` commands.
class SchemaManager final : public inbound::ManageSchema {
 public:
  SchemaManager(std::unique_ptr<sql::Database> database, const outbound::Clock& clock)
      : database_(std::move(database)), clock_(clock) {}

  std::vector<inbound::Migration> status() override;
  std::vector<inbound::Migration> up() override;
  std::vector<inbound::PlannedStep> plan() override;

 private:
  std::unique_ptr<sql::Database> database_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
