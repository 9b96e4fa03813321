#include "app/wiring.hpp"

#include <chrono>
#include <thread>

#include "app/authority.hpp"
#include "app/diagnosis.hpp"
#include "app/schema_manager.hpp"
#include "app/serve.hpp"

namespace chancery {
namespace {

std::expected<cli::Management, Complaint> open(const Settings& settings) {
  auto opened = open_authority(settings);
  if (!opened) return std::unexpected(opened.error());
  const std::shared_ptr<Authority> authority = *std::move(opened);
  return std::expected<cli::Management, Complaint>(
      std::in_place, authority->manage_clients, authority->manage_users, authority->manage_keys,
      authority->manage_sessions, authority->read_audit, authority->invite_users,
      authority->manage_factors, authority);
}

std::expected<std::unique_ptr<inbound::ManageSchema>, Complaint> open_schema(
    const Settings& settings) {
  static const system::SystemClock clock;
  if (std::holds_alternative<SqliteDatabase>(settings.database)) {
    if (const auto keys = open_master_keys(settings); !keys) return std::unexpected(keys.error());
  }
  auto database = open_database(settings);
  if (!database) return std::unexpected(database.error());
  return std::make_unique<SchemaManager>(*std::move(database), clock);
}

}  // namespace

cli::Wiring wiring() {
  return {.serve = serve,
          .open = open,
          .open_schema = open_schema,
          .open_diagnosis = [](const Settings& settings) -> std::unique_ptr<inbound::Diagnose> {
            return std::make_unique<Diagnosis>(settings);
          },
          .pause =
              [] {
                std::this_thread::sleep_for(std::chrono::seconds(1));
                return true;
              }};
}

}  // namespace chancery
