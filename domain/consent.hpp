#pragma once

#include <set>
#include <string>

#include "domain/authorization_request.hpp"
#include "domain/client.hpp"
#include "domain/scopes.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What a user has allowed a client to have.
struct Consent {
  UserId user;
  ClientId client;
  Scopes scopes{};
  /// Names of claims that were asked for one by one.
  std::set<std::string> claims{};
  Instant given_at{};

  bool operator==(const Consent&) const = default;
};

/// What a request wants allowed: its scopes, and the standard claims it names that no scope of it
/// holds.
struct WantedConsent {
  Scopes scopes{};
  std::set<std::string> claims{};

  bool operator==(const WantedConsent&) const = default;
};
WantedConsent wanted_consent(const AuthorizationRequest& request);

/// Whether the consent was given to this client, and not to another that had its id before, and
/// holds all that is wanted.
bool covers(const Consent& consent, const Client& client, const WantedConsent& wanted);

/// The consent after the user allowed `wanted` too.
Consent widened(Consent consent, const WantedConsent& wanted, Instant now);

}  // namespace chancery
