#pragma once

namespace chancery::http::paths {

// Every URL path that Chancery serves, as clients know it.
inline constexpr const char* openid_configuration = "/.well-known/openid-configuration";
inline constexpr const char* oauth_authorization_server = "/.well-known/oauth-authorization-server";
inline constexpr const char* jwks = "/.well-known/jwks.json";
inline constexpr const char* authorize = "/oauth2/authorize";
inline constexpr const char* oauth_logout = "/oauth2/logout";
inline constexpr const char* login = "/login";
inline constexpr const char* login_factor = "/login/factor";
inline constexpr const char* consent = "/consent";
inline constexpr const char* logout = "/logout";
inline constexpr const char* forgot_password = "/forgot-password";
inline constexpr const char* reset_password = "/reset-password";
inline constexpr const char* verify = "/verify";
inline constexpr const char* invite = "/invite";
inline constexpr const char* account = "/account";
inline constexpr const char* account_password = "/account/password";
inline constexpr const char* account_factors = "/account/factors";
inline constexpr const char* account_sessions = "/account/sessions";
inline constexpr const char* account_apps = "/account/apps";
inline constexpr const char* account_delete = "/account/delete";
inline constexpr const char* token = "/oauth2/token";
inline constexpr const char* challenge = "/oauth2/challenge";
inline constexpr const char* revoke = "/oauth2/revoke";
inline constexpr const char* introspect = "/oauth2/introspect";
inline constexpr const char* userinfo = "/oauth2/userinfo";
inline constexpr const char* api_prefix = "/api/v1/";
inline constexpr const char* api_register = "/api/v1/auth/register";
inline constexpr const char* api_login = "/api/v1/auth/login";
inline constexpr const char* api_factor = "/api/v1/auth/factor";
inline constexpr const char* api_passkey = "/api/v1/auth/passkey";
inline constexpr const char* api_refresh = "/api/v1/auth/refresh";
inline constexpr const char* api_logout = "/api/v1/auth/logout";
inline constexpr const char* api_forgot_password = "/api/v1/auth/forgot-password";
inline constexpr const char* api_reset_password = "/api/v1/auth/reset-password";
inline constexpr const char* api_request_verify = "/api/v1/auth/request-verify";
inline constexpr const char* api_verify = "/api/v1/auth/verify";
inline constexpr const char* api_me = "/api/v1/users/me";
inline constexpr const char* api_my_password = "/api/v1/users/me/password";
inline constexpr const char* api_my_sessions = "/api/v1/users/me/sessions";
inline constexpr const char* api_my_session = "/api/v1/users/me/sessions/{id}";
inline constexpr const char* api_my_consents = "/api/v1/users/me/consents";
inline constexpr const char* api_my_consent = "/api/v1/users/me/consents/{id}";
inline constexpr const char* api_my_proof = "/api/v1/users/me/proof";
inline constexpr const char* api_my_factors = "/api/v1/users/me/factors";
inline constexpr const char* api_my_factor = "/api/v1/users/me/factors/{id}";
inline constexpr const char* api_my_totp = "/api/v1/users/me/factors/totp";
inline constexpr const char* api_my_totp_confirm = "/api/v1/users/me/factors/totp/confirm";
inline constexpr const char* api_my_passkey = "/api/v1/users/me/factors/passkey";
inline constexpr const char* api_my_passkey_confirm = "/api/v1/users/me/factors/passkey/confirm";
inline constexpr const char* api_my_recovery_codes = "/api/v1/users/me/recovery-codes";
inline constexpr const char* api_users = "/api/v1/users";
inline constexpr const char* api_invites = "/api/v1/users/invites";
inline constexpr const char* api_user = "/api/v1/users/{id}";
inline constexpr const char* api_user_factors = "/api/v1/users/{id}/factors";
inline constexpr const char* api_clients = "/api/v1/clients";
inline constexpr const char* api_client = "/api/v1/clients/{id}";
inline constexpr const char* api_client_secret = "/api/v1/clients/{id}/secret";
inline constexpr const char* health_live = "/health/live";
inline constexpr const char* health_ready = "/health/ready";
inline constexpr const char* metrics = "/metrics";
inline constexpr const char* openapi_json = "/openapi.json";
inline constexpr const char* openapi_yaml = "/openapi.yaml";
inline constexpr const char* docs = "/docs";

}  // namespace chancery::http::paths
