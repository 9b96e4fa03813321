#include "app/cli/show_plan.hpp"

#include <ostream>

#include "app/cli/show.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

/// What a request that needs the table has to wait for.
std::string_view who_waits(std::string_view mode) {
  if (mode == "ACCESS EXCLUSIVE") return "whoever reads or writes waits";
  if (mode == "SHARE" || mode == "SHARE ROW EXCLUSIVE") return "whoever writes waits";
  return "no request waits";
}

std::string sql_of(const inbound::PlannedStatement& statement) {
  std::string sql;
  if (!statement.locks) sql += "-- locks: not known\n";
  for (const auto& [table, mode] : statement.locks.value_or(std::vector<inbound::TableLock>())) {
    sql.append("-- locks ").append(table).append(": ").append(mode).append(", ");
    sql.append(who_waits(mode)).append("\n");
  }
  return sql + statement.sql + "\n";
}

std::string sql_of(const inbound::PlannedStep& step) {
  auto sql = "-- step " + std::to_string(step.version) + ", " + step.name + ": one transaction\n";
  sql += step.compatible ? "-- nodes that do not know it go on serving\n"
                         : "-- nodes that do not know it must be stopped first\n";
  sql += "BEGIN;\n";
  for (const auto& statement : step.statements) sql += sql_of(statement);
  return sql + "COMMIT;\n";
}

Json to_json(const inbound::PlannedStatement& statement) {
  Json locks;
  if (statement.locks) {
    Json::Array array;
    for (const auto& [table, mode] : *statement.locks) {
      array.push_back(Json::object({{"table", table}, {"mode", mode}}));
    }
    locks = std::move(array);
  }
  return Json::object({{"sql", statement.sql}, {"locks", std::move(locks)}});
}

Json to_json(const inbound::PlannedStep& step) {
  Json::Array statements;
  for (const auto& statement : step.statements) statements.push_back(to_json(statement));
  return Json::object({{"version", step.version},
                       {"name", step.name},
                       {"compatible", step.compatible},
                       {"statements", std::move(statements)}});
}

}  // namespace

void show_plan(const Call& call, const std::vector<inbound::PlannedStep>& steps) {
  std::string sql;
  for (const auto& step : steps) sql += (sql.empty() ? "" : "\n") + sql_of(step);
  if (!call.json()) {
    call.console.out << (sql.empty() ? "nothing to apply\n" : sql);
    return;
  }
  Json::Array array;
  for (const auto& step : steps) array.push_back(to_json(step));
  show(call, Json::object({{"sql", sql}, {"steps", std::move(array)}}));
}

}  // namespace chancery::cli
