#include "app/schema_manager.hpp"

#include <algorithm>

#include "adapters/sql/migrations.hpp"

namespace chancery {
namespace {

inbound::PlannedStatement planned(sql::PlannedStep::Statement statement, sql::Engine engine) {
  inbound::PlannedStatement planned{std::move(statement.text)};
  if (engine == sql::Engine::sqlite) {
    planned.locks.emplace();
  } else if (statement.locks) {
    planned.locks.emplace();
    for (auto& [table, mode] : *statement.locks) {
      planned.locks->push_back({std::move(table), std::string(name(mode))});
    }
  }
  return planned;
}

}  // namespace

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

std::vector<inbound::PlannedStep> SchemaManager::plan() {
  std::vector<inbound::PlannedStep> steps;
  for (auto& [version, name, compatible, statements] :
       sql::Migrations(*database_).plan(clock_.now())) {
    auto& step = steps.emplace_back(static_cast<int>(version), std::string(name), compatible,
                                    std::vector<inbound::PlannedStatement>());
    for (auto& statement : statements) {
      step.statements.push_back(planned(std::move(statement), database_->engine()));
    }
  }
  return steps;
}

}  // namespace chancery
