#include <algorithm>
#include <ostream>

#include "adapters/http/docs/texts.hpp"
#include "app/cli/command.hpp"
#include "app/cli/show.hpp"
#include "app/cli/show_plan.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

Outcome serve(const Call& call) {
  auto served = call.wiring.serve(call.settings);
  if (!served) return failed(std::move(served.error()));
  return {};
}

void show_migrations(const Call& call, const std::vector<inbound::Migration>& migrations,
                     std::string_view none) {
  Json::Array array;
  for (const auto& [version, name, applied_at] : migrations) {
    array.push_back(Json::object({
        {"version", version},
        {"name", name},
        {"applied_at", applied_at ? Json(codec::rfc3339(*applied_at)) : Json()},
    }));
  }
  show_list(call, array, {"version", "name", "applied_at"}, none);
}

/// Runs `task` on the opened schema.
template <class Task>
Outcome with_schema(const Call& call, Task task) {
  auto schema = call.wiring.open_schema(call.settings);
  if (!schema) return failed(std::move(schema.error()));
  task(**schema);
  return {};
}

Outcome migrate_status(const Call& call) {
  return with_schema(call, [&](inbound::ManageSchema& schema) {
    show_migrations(call, schema.status(), "no migrations");
  });
}

Outcome migrate_up(const Call& call) {
  return with_schema(call, [&](inbound::ManageSchema& schema) {
    show_migrations(call, schema.up(), "nothing to apply");
  });
}

Outcome migrate_plan(const Call& call) {
  return with_schema(call, [&](inbound::ManageSchema& schema) { show_plan(call, schema.plan()); });
}

void show_findings(const Call& call, const std::vector<inbound::Finding>& findings) {
  if (!call.json()) {
    for (const auto& [check, ok, message, hint] : findings) {
      auto& out = call.console.out;
      out << (ok ? "ok    " : "FAIL  ") << check << ": " << printable(message) << '\n';
      if (!hint.empty()) out << "      " << printable(hint) << '\n';
    }
    return;
  }
  Json::Array array;
  for (const auto& [check, ok, message, hint] : findings) {
    array.push_back(Json::object({{"check", check},
                                  {"ok", ok},
                                  {"message", message},
                                  {"hint", hint.empty() ? Json() : Json(hint)}}));
  }
  show_list(call, array, {}, "");
}

Outcome doctor(const Call& call) {
  const auto findings = call.wiring.open_diagnosis(call.settings)->run();
  show_findings(call, findings);
  const auto bad = std::ranges::count(findings, false, &inbound::Finding::ok);
  if (bad == 0) return {};
  return failed(
      {std::to_string(bad) + " of " + std::to_string(findings.size()) + " checks failed"});
}

Outcome openapi(const Call& call) {
  call.console.out << (call.json() ? http::openapi_json() : http::openapi_yaml());
  return {};
}

}  // namespace

std::vector<Command> server_commands() {
  return {
      {"serve", "", "serve until SIGTERM or SIGINT, then finish what runs", {}, serve, false},
      {"migrate status", "", "the schema: what is applied", {}, migrate_status},
      {"migrate up", "", "apply what is missing", {}, migrate_up},
      {"migrate plan", "", "print what would run", {}, migrate_plan},
      {"doctor",
       "",
       "check configuration, database, keys, clock, housekeeping, passwords, issuer and mail",
       {},
       doctor},
      {"openapi", "", "print the OpenAPI document, YAML unless --json", {}, openapi},
  };
}

}  // namespace chancery::cli
