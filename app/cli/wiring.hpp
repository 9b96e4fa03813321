#pragma once

#include <expected>
#include <functional>
#include <memory>

#include "app/complaint.hpp"
#include "app/settings.hpp"
#include "ports/inbound/diagnose.hpp"
#include "ports/inbound/invite_users.hpp"
#include "ports/inbound/manage_clients.hpp"
#include "ports/inbound/manage_factors.hpp"
#include "ports/inbound/manage_keys.hpp"
#include "ports/inbound/manage_schema.hpp"
#include "ports/inbound/manage_sessions.hpp"
#include "ports/inbound/manage_users.hpp"
#include "ports/inbound/read_audit.hpp"

namespace chancery::cli {

/// An opened authority, as far as an administrator's commands use it.
struct Management {
  inbound::ManageClients& clients;
  inbound::ManageUsers& users;
  inbound::ManageKeys& keys;
  inbound::ManageSessions& sessions;
  inbound::ReadAudit& audit;
  inbound::InviteUsers& invitations;
  inbound::ManageFactors& factors;
  /// Keeps what the references name alive.
  std::shared_ptr<void> owner{};
};

/// What the composition root lends to the commands. Each function is called at most once a run, and
/// only by commands that need it. A complaint ends the command with exit code 1; so does
/// Unavailable.
struct Wiring {
  /// Serves until the program is told to stop.
  std::function<std::expected<void, Complaint>(const Settings&)> serve;
  /// Opens the database, keys and use cases. On SQLite makes what is missing.
  std::function<std::expected<Management, Complaint>(const Settings&)> open;
  /// Opens the database only.
  std::function<std::expected<std::unique_ptr<inbound::ManageSchema>, Complaint>(const Settings&)>
      open_schema;
  std::function<std::unique_ptr<inbound::Diagnose>(const Settings&)> open_diagnosis;
  /// Waits for about a second; false when there is nothing more to wait for.
  std::function<bool()> pause;
};

}  // namespace chancery::cli
