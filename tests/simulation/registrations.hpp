#pragma once

#include "domain/client.hpp"

namespace chancery::simulation {

// What every story is set up with.

/// Who issues the tokens.
const Issuer& issuer();

/// A confidential app of the operator's own, a public one, a third that serves thieves as their
/// own, and a resource server that introspects the tokens of all.
inline constexpr const char* confidential_app = "app";
inline constexpr const char* public_app = "spa";
inline constexpr const char* other_app = "other";
inline constexpr const char* resource_server = "api";

/// What the resource server is called in `aud`.
inline constexpr const char* resource = "https://api.example";

/// What apps are registered for; narrowed, a scope was taken from them.
Scopes registered_scopes(bool narrowed = false);

/// The client as it is registered first.
Client registration(const ClientId& id);

}  // namespace chancery::simulation
