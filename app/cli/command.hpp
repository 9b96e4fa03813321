#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/console.hpp"
#include "app/cli/flags.hpp"
#include "app/cli/wiring.hpp"
#include "app/complaint.hpp"
#include "app/settings.hpp"

namespace chancery::cli {

enum class Exit { done = 0, failed = 1, wrong_usage = 2 };

struct Failure {
  Exit exit;
  Complaint complaint;
};
using Outcome = std::expected<void, Failure>;

inline std::unexpected<Failure> wrong_usage(std::string message, std::string hint = {}) {
  return std::unexpected(Failure{Exit::wrong_usage, {std::move(message), std::move(hint)}});
}
inline std::unexpected<Failure> failed(Complaint complaint) {
  return std::unexpected(Failure{Exit::failed, std::move(complaint)});
}

/// One run of a command: what was asked, and with what.
struct Call {
  const Flags& flags;
  const Settings& settings;
  const Wiring& wiring;
  Console& console;

  /// `--json` was given.
  [[nodiscard]] bool json() const { return flags.has("json"); }
  /// The command's one operand.
  [[nodiscard]] const std::string& operand() const { return flags.operands().front(); }
  [[nodiscard]] bool has_operand() const { return !flags.operands().empty(); }
};

/// A row of the command table.
struct Command {
  /// `serve`, `client add`.
  std::string_view name;
  /// The name of its one operand, as `--help` shows it, in brackets if it may be left out; empty:
  /// it has none.
  std::string_view operand;
  std::string_view summary;
  /// Its own flags; those of settings, `--config`, `--json` and `--help` come by themselves.
  std::vector<Flag> flags;
  Outcome (*run)(const Call& call);
  /// Prints something, so it has `--json`.
  bool prints = true;
};

/// Runs `task` on the opened authority.
template <class Task>
Outcome with_management(const Call& call, Task task) {
  auto management = call.wiring.open(call.settings);
  if (!management) return failed(std::move(management.error()));
  return task(*management);
}

std::vector<Command> client_commands();
std::vector<Command> user_commands();
/// user import, user export.
std::vector<Command> transfer_commands();
std::vector<Command> key_commands();
std::vector<Command> session_commands();
std::vector<Command> audit_commands();
std::vector<Command> password_filter_commands();
/// serve, migrate, doctor, openapi.
std::vector<Command> server_commands();

/// Every command, in the order of `--help`.
const std::vector<Command>& commands();

}  // namespace chancery::cli
