#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/memory/database.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "tests/simulation/request.hpp"

namespace chancery::simulation {

// What can happen in a story that an invariant may have a word on. The references live for the
// judgement only.

/// Store calls that reported a change.
struct LoginAdded {
  const RefreshFamily& family;
};
struct TokenReplaced {
  const FamilyId& family;
  const outbound::RefreshFamilyStore::Rotation& change;
};
struct LoginEnded {
  const FamilyId& family;
  const AuditEvent& event;
};
struct UserWritten {
  const UserId& id;
  /// None: removed.
  const User* now;
  const std::optional<PasswordHash>& password;
  /// The login that does not end with the others; null: none.
  const FamilyId* kept = nullptr;
};
struct ClientWritten {
  const ClientId& id;
  const Client* now;
};
struct AccessTokenRevoked {
  const TokenId& id;
};
/// Housekeeping removed these logins.
struct LoginsSwept {
  const std::vector<FamilyId>& families;
};
/// An audit event beside no other change.
struct Recorded {};
/// A writing call that by its own word changed nothing.
struct NothingChanged {};

/// An answer left its node.
struct Answered {
  const Answer& answer;
};
/// Once faults had stopped, an app asked so often for a working token, and got one or not.
struct Tried {
  const std::string& app;
  bool works;
  int asked;
};
/// The story is over.
struct Finished {
  const memory::Tables& tables;
};

using Happening = std::variant<LoginAdded, TokenReplaced, LoginEnded, UserWritten, ClientWritten,
                               AccessTokenRevoked, LoginsSwept, Recorded, NothingChanged, Answered,
                               Tried, Finished>;

/// What a writing call did to the audit trail.
struct TrailGrowth {
  std::size_t before;
  std::size_t after;
  /// What was given with the change; null when nothing was.
  const AuditEvent* given;
  /// Whether the trail's last event is the given one.
  bool given_is_last;
};

struct Step {
  StepNumber number;
  Moment at;
  /// Whose it is; null for what no request did.
  const Request* request;
  const Happening& what;
  std::optional<TrailGrowth> trail{};

  template <class What>
  [[nodiscard]] const What* as() const {
    return std::get_if<What>(&what);
  }
};

}  // namespace chancery::simulation
