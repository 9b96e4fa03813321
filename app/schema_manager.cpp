#include "app/schema_manager.hpp"

#include <algorithm>

#include "adapters/sql/migrations.hpp"

namespace chancery {

std::vector<inbound::Migration> SchemaManager::status() {
  sql::Migrations migrations(*database_);
  std::vector<inbound::Migration> steps;
  for (const auto& applied : migrations.status()) {
    steps.push_back({static_cast<int>(applied.version), applied.name, applied.applied_at});
  }
  for (const auto& pending : migrations.pending()) {
    steps.push_back({static_cast<int>(pending.version), std::string(pending.name)});
  }
  return steps;
}

std::vector<inbound::Migration> SchemaManager::up() {
  const auto missing = sql::Migrations(*database_).pending();
  sql::Migrations(*database_).up(clock_.now());
  auto steps = status();
  std::erase_if(steps, [&](const inbound::Migration& step) {
    return std::ranges::none_of(missing, [&](const auto& m) { return m.version == step.version; });
  });
  return steps;
}

std::string SchemaManager::plan() { return sql::Migrations(*database_).plan(); }

}  // namespace chancery
