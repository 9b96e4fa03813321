#pragma once

namespace chancery::http::paths {

// Every URL path that Chancery serves, as clients know it.
inline constexpr const char* openid_configuration = "/.well-known/openid-configuration";
inline constexpr const char* oauth_authorization_server = "/.well-known/oauth-authorization-server";
inline constexpr const char* jwks = "/.well-known/jwks.json";
inline constexpr const char* token = "/oauth2/token";
inline constexpr const char* revoke = "/oauth2/revoke";
inline constexpr const char* introspect = "/oauth2/introspect";
inline constexpr const char* userinfo = "/oauth2/userinfo";
inline constexpr const char* health_live = "/health/live";
inline constexpr const char* health_ready = "/health/ready";

}  // namespace chancery::http::paths
